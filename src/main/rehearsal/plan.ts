import type { Logger } from '#main/log/logger.ts';
import type { AnswerPoint, Rehearsal, RehearsalProgress } from './rehearsal.ts';
import type { Scenario } from './scenarios.ts';

/** What is to be rehearsed, and where. */
export type RehearsalPlan = {
  /** A login to the server; whatever database it names is not used. */
  readonly serverUrl: string;
  /** The gates' own database, which is never used; null when there is none. */
  readonly liveUrl: string | null;
  /** The database to use instead of one of a name of its own. */
  readonly databaseName: string | null;
  readonly gates: number;
  readonly tickets: number;
  readonly scenarios: readonly Scenario[];
  /** Leaves the database and the gates' folders for a person to look into. */
  readonly isKept: boolean;
  readonly migrationsFolder: string;
  readonly log: Logger;
  readonly onProgress: (progress: RehearsalProgress) => void;
  /** Stops it; what was made is taken away all the same. */
  readonly signal: AbortSignal;
};

/** A rehearsal, and every answer of each of its scenarios for the charts. */
export type Rehearsed = {
  readonly rehearsal: Rehearsal;
  readonly points: ReadonlyMap<Scenario, readonly AnswerPoint[]>;
};
