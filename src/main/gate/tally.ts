import type { Answer } from '#shared/attempt.ts';
import { toneOf } from '#shared/verdict.ts';
import type { Decision } from '#main/admission/decide.ts';
import type { GateClock } from './gate-clock.ts';
import { createRecentAnswers, type RecentAnswers } from './recent-answers.ts';
import { momentNow } from './server-moment.ts';

/** What a gate counts since it was started. */
export type TallyCounts = {
  readonly attempts: number;
  readonly admitted: number;
  readonly refused: number;
  readonly undecided: number;
  /** Answered by the gate on its own. */
  readonly decidedHere: number;
  /** Tries beyond the first, and those among all tries that the server broke off for another transaction. */
  readonly retries: number;
  readonly deadlocks: number;
  readonly lockWaits: number;
};

/** Counts a gate's answers, for whoever watches the gates. */
export type Tally = {
  readonly noteAnswer: (answer: Answer) => void;
  /** What the database was asked for an attempt, whatever came of it. */
  readonly noteDecision: (decision: Decision) => void;
  readonly counts: () => TallyCounts;
  /** By the database's clock; null before the first answer. */
  readonly lastAnswerAt: () => Date | null;
  readonly recentTimes: RecentAnswers['times'];
};

const NOTHING: TallyCounts = {
  attempts: 0,
  admitted: 0,
  refused: 0,
  undecided: 0,
  decidedHere: 0,
  retries: 0,
  deadlocks: 0,
  lockWaits: 0,
};

/** Starts at nothing. */
export function createTally(clock: Pick<GateClock, 'measurement' | 'serverNow'>): Tally {
  const recent = createRecentAnswers();
  let counts = NOTHING;
  let lastAnswerAt: (() => Date) | null = null;

  function add(more: Partial<TallyCounts>): void {
    const sum = (name: keyof TallyCounts): number => counts[name] + (more[name] ?? 0);
    counts = {
      attempts: sum('attempts'),
      admitted: sum('admitted'),
      refused: sum('refused'),
      undecided: sum('undecided'),
      decidedHere: sum('decidedHere'),
      retries: sum('retries'),
      deadlocks: sum('deadlocks'),
      lockWaits: sum('lockWaits'),
    };
  }

  return {
    noteAnswer({ verdict, decidedBy, durationMs }) {
      add({ attempts: 1, [toneOf(verdict)]: 1, decidedHere: decidedBy === 'emergency' ? 1 : 0 });
      lastAnswerAt = momentNow(clock);
      // A malformed code is answered in no time, and says nothing of how the gate is doing.
      if (decidedBy !== 'gate' || verdict === 'undecided') recent.note(durationMs);
    },
    noteDecision({ retries, lockTrouble }) {
      add({ retries, ...lockTrouble });
    },
    counts: () => counts,
    lastAnswerAt: () => lastAnswerAt?.() ?? null,
    recentTimes: recent.times,
  };
}
