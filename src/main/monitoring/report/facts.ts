import type { Conflict } from '#shared/conflict.ts';
import type { DecisionBasis } from '#shared/on-its-own.ts';
import type { DecidedVerdict } from '#shared/verdict.ts';

/** What the database knows of a night, as the report reads it: rows, no judgement. */

export type ReportConcert = {
  readonly id: number;
  readonly title: string;
  readonly venue: string | null;
  readonly startsAt: Date | null;
  readonly entryOpensAt: Date | null;
  readonly entryClosesAt: Date | null;
};

/** One attempt to come in. */
export type ReportAttempt = {
  readonly attemptId: string;
  readonly ticketPurchaseId: number | null;
  readonly gateId: string;
  readonly operator: string;
  readonly verdict: DecidedVerdict;
  readonly decidedBy: 'database' | 'emergency';
  readonly basis: DecisionBasis;
  readonly note: string | null;
  /** At the door, by the server's clock as well as anybody measured it; in milliseconds since 1970. */
  readonly atMs: number;
  readonly durationMs: number;
  readonly retries: number;
  /** Tells one unknown code from another without being it; null for every other verdict. */
  readonly unknownCode: string | null;
};

/** What a gate last said of itself; the counts are since its program was started. */
export type ReportGate = {
  readonly gateId: string;
  readonly name: string | null;
  readonly programVersion: string | null;
  readonly startedAt: Date | null;
  readonly undecided: number;
  readonly deadlocks: number;
  readonly lockWaits: number;
  readonly pendingLines: number;
};

/** A time that a gate was on its own. */
export type ReportOutage = {
  readonly gateId: string;
  readonly beganAt: Date;
  readonly endedAt: Date;
  readonly cause: string;
  readonly decided: number;
  readonly admitted: number;
};

/** Who holds a ticket purchase. */
export type ReportHolder = {
  readonly name: string | null;
  readonly kind: 'student' | 'teacher' | 'walk-in' | 'guest';
  readonly ticketKind: string | null;
};

export type ReportFacts = {
  /** When this was read, by the server's clock. */
  readonly readAt: Date;
  readonly concert: ReportConcert;
  /** In the order of their times at the door. */
  readonly attempts: readonly ReportAttempt[];
  readonly gates: readonly ReportGate[];
  readonly outages: readonly ReportOutage[];
  readonly conflicts: readonly Conflict[];
  /** Of the ticket purchases that the report has to name: tried again, or let in by a person. */
  readonly holders: ReadonlyMap<number, ReportHolder>;
};
