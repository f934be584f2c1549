import type { EmergencyLog } from '#main/emergency/log/emergency-log.ts';
import type { KnownPosition, LogLine } from '#main/emergency/log/log-reading.ts';
import type { LineState } from './gate-type.ts';

/** Where the logs stand: lines that wait for the database, those that wait for a person, and where the open log ends. */
type LogsReport = {
  readonly pendingLines: number;
  readonly setAsideLines: number;
  readonly lastLogId: string | null;
  readonly lastLogSequence: number | null;
};

/** The emergency logs of this laptop: the gate's of tonight, which is written, and those of other nights and of the gate's ids before. */
export type GateLogs = {
  /**
   * Resolves when all logs of this laptop have been read back. No attempt may be judged before: the database would let in again
   * who stands in a log only.
   */
  readonly readBack: Promise<void>;
  /** The log of a concert, opened the first time; the one that was open for another concert is closed. */
  readonly openFor: (concert: { readonly id: number; readonly title: string }) => Promise<EmergencyLog>;
  /** The log that is open. */
  readonly current: () => EmergencyLog | null;
  /** The newest line of an attempt that was decided for this database, in the log that is open. */
  readonly findAttempt: (attemptId: string) => LogLine | null;
  /** The lines of the open log that were decided for this database. */
  readonly lines: () => readonly LogLine[];
  /** Lines that are neither in the database nor set aside, in order, of all the logs of this laptop. */
  readonly pending: () => readonly LogLine[];
  /** Those that wait for a person. */
  readonly setAside: () => readonly { readonly line: LogLine; readonly reason: string }[];
  readonly stateOf: (line: LogLine) => LineState;
  /** What a replay came to; `reason` is null for a line that is in the database. */
  readonly noteReplayed: (
    results: readonly { readonly line: LogLine; readonly reason: string | null }[],
  ) => Promise<void>;
  /** A person has closed lines that were set aside. */
  readonly noteClosed: (lines: readonly LogLine[]) => Promise<void>;
  /** Lines that were decided for another database and are not known to be in this one: they do not go in by themselves. */
  readonly ofOtherDatabases: () => readonly LogLine[];
  /** The database has answered and says who it is. Before that nothing may go into it, and it is copied from nowhere. */
  readonly confirmDatabase: (databaseId: string) => void;
  readonly isDatabaseConfirmed: () => boolean;
  /** The database that has answered, until then the one that answered last time; null while none ever has. */
  readonly databaseId: () => string | null;
  /** What was found wrong with the log, and lines that wait for a person, in words. */
  readonly findings: () => readonly string[];
  /** What the heartbeat says of them. */
  readonly report: () => LogsReport;
  /** What the database has on record of the log's end: a log that is shorter has lost lines. */
  readonly compareWith: (position: KnownPosition) => void;
  readonly close: () => Promise<void>;
};
