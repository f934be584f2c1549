import { ask } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { type Account, settleAccount } from './account.ts';
import { type Books, readBooks } from './books.ts';
import type { TimedAnswer } from './figures.ts';
import { untilLinesAreIn, untilNothingIsPending } from './lines-in.ts';
import { type RaceAnswer, scanAll } from './race.ts';
import type { RehearsalGate, RehearsalGates } from './rehearsal-gates.ts';

/** Where scenarios are played: the gates, the tickets that are left, and everything that was shown at the doors. */
export type Stage = {
  readonly gates: readonly RehearsalGate[];
  /** Codes of good tickets that nobody has presented yet. */
  readonly takeCodes: (count: number) => readonly string[];
  /** Lets a gate scan codes in order, `paceMs` after an answer the next. @throws when the rehearsal was stopped. */
  readonly present: (
    gate: RehearsalGate,
    codes: readonly string[],
    paceMs?: number,
  ) => Promise<readonly RaceAnswer[]>;
  readonly books: () => Promise<Books>;
  /** What was shown since the last time this was asked for. */
  readonly takeAnswers: () => readonly TimedAnswer[];
  /** How many answers the gates have given so far. */
  readonly answered: () => number;
  /** The account of the whole rehearsal so far, once every line of every gate is in. @throws when that takes too long. */
  readonly settle: () => Promise<Account>;
  /** The same without waiting. */
  readonly settleAsItIs: () => Promise<Account>;
};

/** All purchases, all attempts. */
const BOOKS_LIMIT_MS = 60_000;

/** Sets it up. */
export function setStage(options: {
  readonly gates: RehearsalGates;
  readonly codes: readonly string[];
  readonly pool: SessionPool;
  readonly signal: AbortSignal;
  /** Called after every answer. */
  readonly onAnswer: (shown: RaceAnswer) => void;
}): Stage {
  const { gates, codes, pool, signal } = options;
  const answers: RaceAnswer[] = [];
  const presented = new Set<string>();
  let recent: TimedAnswer[] = [];
  let recentSinceMs: number | null = null;
  let taken = 0;

  const books = (): Promise<Books> => {
    // Whoever polls is stopped here.
    signal.throwIfAborted();
    return readBooks(
      (statements) => ask(pool, 'read the books', statements, BOOKS_LIMIT_MS),
      gates.logFolders(),
    );
  };
  const settleAsItIs = async (): Promise<Account> => {
    const good = codes.filter((code) => presented.has(code));
    return settleAccount(await books(), answers, good);
  };
  return {
    gates: gates.each,
    takeCodes(count) {
      const next = codes.slice(taken, taken + count);
      if (next.length < count) throw new Error('The rehearsal has no more codes: sell more tickets.');
      taken += count;
      return next;
    },
    async present(gate, codesToScan, paceMs) {
      for (const code of codesToScan) presented.add(code);
      recentSinceMs ??= performance.now();
      const sinceMs = recentSinceMs;
      const scanned = await scanAll(gate.process(), codesToScan, {
        signal,
        restart: gate.restart,
        onAnswer(shown) {
          answers.push(shown);
          recent.push({ ...shown, atMs: performance.now() - sinceMs });
          options.onAnswer(shown);
        },
        ...(paceMs === undefined ? {} : { paceMs }),
      });
      return scanned.answers;
    },
    books,
    takeAnswers() {
      const shown = recent;
      recent = [];
      recentSinceMs = null;
      return shown;
    },
    answered: () => answers.length,
    async settle() {
      await untilLinesAreIn({ books });
      await untilNothingIsPending({ books });
      return settleAsItIs();
    },
    settleAsItIs,
  };
}
