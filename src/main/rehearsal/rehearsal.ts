import type { ResponseTimes } from '#shared/night.ts';
import { SentenceError } from '#shared/sentence-error.ts';
import type { Books } from '#main/monitoring/integrity/integrity.ts';
import type { Scenario } from './scenarios.ts';

/** What the outage came to beside the figures. */
export type OutageFigures = {
  /** For how long the cable was out. */
  readonly cutOffMs: number;
  /** From the plug to the last gate's first answer from the database. */
  readonly onlineAfterMs: number;
  /** Lines of the gates' emergency logs that went in. */
  readonly lines: number;
  /** Tickets that were shown at two gates on purpose while both were cut off: each must be a conflict. */
  readonly copies: number;
};

/** What one scenario came to. */
export type ScenarioFigures = {
  readonly scenario: Scenario;
  readonly isPassed: boolean;
  readonly startedAt: string;
  /** Scanning only: no start-up, no settling. */
  readonly tookMs: number;
  readonly attempts: number;
  readonly admitted: number;
  /** Codes that were admitted more than once without being a conflict with every side named: 0, or it has failed. */
  readonly twice: number;
  /** Greens that the database does not have, and good tickets that were never shown green: 0, or it has failed. */
  readonly lost: number;
  readonly conflicts: number;
  /** Screens that were amber. */
  readonly undecided: number;
  /** Attempts that gates decided on their own. */
  readonly onTheirOwn: number;
  readonly retries: number;
  readonly deadlocks: number;
  readonly lockWaits: number;
  /** As the gates measured them: from the code's arrival to the answer. */
  readonly times: ResponseTimes;
  readonly attemptsPerSecond: number;
  readonly outage: OutageFigures | null;
  /** What is wrong, in sentences. */
  readonly findings: readonly string[];
  /** What is not wrong and worth knowing. */
  readonly remarks: readonly string[];
};

/** One answer of a rehearsal, as far as a chart cares. */
export type AnswerPoint = {
  /** Since the scenario's first scan. */
  readonly atMs: number;
  readonly durationMs: number;
  readonly isOnItsOwn: boolean;
};

/** A whole rehearsal. */
export type Rehearsal = {
  readonly isPassed: boolean;
  /** Host, port and name, fit for a screen. */
  readonly database: string;
  /** As the server says itself. */
  readonly server: string;
  readonly gates: number;
  readonly tickets: number;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly scenarios: readonly ScenarioFigures[];
  /** The books at the end, as `admit-one verify` draws them up; null when that is not known. */
  readonly books: Books | null;
  /** What is wrong beside the scenarios: a gate that ended by itself, books that do not balance. */
  readonly findings: readonly string[];
};

/** Why a rehearsal could not be held, in a sentence for the person. */
export class RehearsalError extends SentenceError {
  override readonly name = 'RehearsalError';
}

/** How far a rehearsal is. */
export type RehearsalProgress =
  | { readonly kind: 'step'; readonly words: string }
  | {
      readonly kind: 'scans';
      readonly scenario: Scenario;
      readonly answered: number;
      /** Presentations that are planned; an amber screen is scanned again and counts anew. */
      readonly planned: number;
      readonly admitted: number;
      readonly undecided: number;
      readonly onTheirOwn: number;
    }
  | { readonly kind: 'scenario'; readonly figures: ScenarioFigures };
