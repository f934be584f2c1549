import type { SetAsideReason } from '#main/emergency/replay/outcome.ts';
import type { IntegrityRule } from './rules.ts';

/** What verifying the books came to. Everything in it may be shown: no code is in it, and no name. */
export type Integrity = {
  /** By the server's clock: the database as it was then. */
  readonly at: string;
  readonly concerts: readonly ConcertBooks[];
  /** Every rule, in the order of `INTEGRITY_RULES`. */
  readonly rules: readonly RuleResult[];
  /** Ticket purchases that were admitted more than once, and a person has closed the case: shown, and not wrong. */
  readonly settled: readonly SettledConflict[];
  /** Lines that did not go in, and a person has closed each: the same. */
  readonly settledLines: readonly SettledLine[];
  readonly logs: LogsLookedAt;
  /** No rule is broken. */
  readonly holds: boolean;
};

/** One side of the equation and the other. People, not attempts: a ticket purchase counts once. */
export type Books = {
  /** Ticket purchases that are no walk-ins, the cancelled ones too. */
  readonly sold: number;
  /** Walk-ins that were printed. */
  readonly walkIns: number;
  readonly walkInsSold: number;
  /** Of those that were sold. A walk-in that was never sold can be cancelled too, and counts nowhere. */
  readonly cancelled: number;
  /** Ticket purchases that an attempt admitted: counted from the attempts, not by subtraction. */
  readonly admitted: number;
  readonly notArrived: number;
  /** sold + walkInsSold - cancelled = admitted + notArrived. */
  readonly balances: boolean;
};

/** The books of one kind of ticket. */
export type KindBooks = Books & { readonly ticketId: number; readonly ticketKind: string | null };

export type ConcertBooks = {
  readonly concertId: number;
  readonly title: string;
  readonly startsAt: string | null;
  readonly kinds: readonly KindBooks[];
  readonly total: Books;
  /** Let in by the lead without a ticket purchase: inside, and on neither side of the equation. */
  readonly admittedWithoutPurchase: number;
};

/** What a rule came to. `not-looked-at`: it is about emergency logs, and none was given. */
export type RuleResult = {
  readonly rule: IntegrityRule;
  readonly state: 'holds' | 'broken' | 'not-looked-at';
  readonly faults: readonly Fault[];
};

/** One thing that does not hold. */
export type Fault = {
  /** What is wrong, in a sentence or two. */
  readonly words: string;
  readonly ticketPurchaseId: number | null;
  readonly attemptId: string | null;
  readonly gateId: string | null;
  /** When it was at the door, by the best clock there is. */
  readonly at: string | null;
  readonly logLine: { readonly logId: string; readonly sequence: number } | null;
};

export type SettledConflict = {
  readonly conflictId: number;
  readonly ticketPurchaseId: number;
  readonly sides: number;
  /** Every closing in words, one a line. */
  readonly closings: string;
};

export type SettledLine = {
  readonly setAsideId: number;
  readonly logLine: { readonly logId: string; readonly sequence: number };
  readonly gateId: string;
  readonly attemptId: string | null;
  readonly ticketPurchaseId: number | null;
  readonly reason: SetAsideReason;
  /** When, by whom and why, in words. */
  readonly closing: string;
};

/** The logs that were given. */
export type LogsLookedAt = {
  readonly files: readonly string[];
  /** Their gates. */
  readonly gateIds: readonly string[];
  /** Decisions in them, of the concert in question and this database. */
  readonly lines: number;
  /** Logs that the database knows of and that were not given. */
  readonly notGiven: readonly {
    readonly logId: string;
    readonly gateId: string;
    readonly attempts: number;
  }[];
};
