import type { UndecidedCause } from '#shared/attempt.ts';

/** What the program's own logs (`logs/admit-one.log`) tell of a night, for each laptop and together. */
export type LogAnalysis = {
  /** One a file that was given, in the order given; a rotated `.old` file is one of its own. */
  readonly files: readonly LogFileAnalysis[];
  readonly together: LogFigures;
};

export type LogFileAnalysis = {
  readonly file: string;
  /** The gates that the file says it is of; empty where it does not say. */
  readonly gateIds: readonly string[];
  /** Why it could not be read; null when it was. */
  readonly problem: string | null;
  readonly figures: LogFigures;
};

export type LogFigures = {
  readonly lines: number;
  /** Lines that are no line of our log: torn, or somebody else's. They are counted and left out. */
  readonly damagedLines: number;
  /** The first and the last line, by the laptop's clock; null for an empty file. */
  readonly from: string | null;
  readonly to: string | null;
  /** Tries that the server undid because two gates stood in each other's way. */
  readonly deadlocks: readonly Happening[];
  /** Tries that waited too long for somebody else's ticket purchase. */
  readonly lockWaits: readonly Happening[];
  /** Every other failure of the database, the two above not among them. */
  readonly databaseErrors: readonly DatabaseError[];
  /** From "on its own" to "online" again. */
  readonly outages: readonly LoggedOutage[];
  /** Attempts that were answered "undecided" at the door. */
  readonly undecided: readonly (Happening & { readonly cause: UndecidedCause })[];
  /** Attempts that the database left undecided after all tries; most of them the gate then decided on its own. */
  readonly leftByDatabase: readonly (Happening & { readonly cause: UndecidedCause })[];
  /** Codes that no ticket can have: nobody asks the database, so that the log is their only trace. */
  readonly malformed: readonly (Happening & { readonly what: string })[];
  /** Answers that took a second or longer. */
  readonly slow: readonly (Happening & { readonly durationMs: number })[];
  /** Starts of the program, and crashes and hangs of its window. */
  readonly restarts: readonly (Happening & { readonly what: string })[];
  /** What was refused to somebody: calls, permissions, ways out of the kiosk, a wrong PIN. */
  readonly refusals: readonly (Happening & { readonly what: string })[];
  /** Errors and warnings of other kinds, by their sentence. */
  readonly otherTroubles: readonly {
    readonly sentence: string;
    readonly level: 'warn' | 'error';
    readonly count: number;
    readonly firstAt: string;
    readonly lastAt: string;
  }[];
  /** What was scanned, minute by minute, as the gates logged it. */
  readonly minutes: readonly LoggedMinute[];
};

/** Something that a line tells. */
export type Happening = {
  /** By the laptop's clock. */
  readonly at: string;
  readonly gateId: string | null;
  /** Null where it was no attempt's. */
  readonly attemptId: string | null;
};

export type DatabaseError = Happening & {
  readonly cause: UndecidedCause;
  /** What failed: "A heartbeat failed". */
  readonly sentence: string;
  /** The server's or the driver's name of it; null where it has none. */
  readonly errorCode: string | null;
  readonly errno: number | null;
};

export type LoggedOutage = {
  readonly gateId: string | null;
  readonly beganAt: string;
  /** Null where the log ends before it did. */
  readonly endedAt: string | null;
  readonly cause: UndecidedCause | null;
};

/** What a gate counted in a minute with attempts. */
export type LoggedMinute = {
  readonly gateId: string | null;
  /** Its end. */
  readonly at: string;
  readonly attempts: number;
  readonly admitted: number;
  readonly refused: number;
  readonly undecided: number;
  /** Of them decided without the database. */
  readonly decidedHere: number;
  readonly retries: number;
  readonly deadlocks: number;
  readonly lockWaits: number;
  /** Null where no answer took any time. */
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
};
