import { setTimeout as wait } from 'node:timers/promises';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';

/** Work that is done again and again, one round after the other. */
export type Rounds = {
  /** Begins the next round at once, or right after the one that is under way. */
  readonly soon: () => void;
  /** Stops; resolves when the round that is under way has ended. */
  readonly close: () => Promise<void>;
};

/**
 * Starts the first round at once; `pauseMs` is asked after each. A round that fails is a bug, and is logged as one: the next
 * comes all the same, because a gate whose rounds have ended never finds out that the database is back.
 */
export function startRounds(
  work: (closing: AbortSignal) => Promise<void>,
  pauseMs: () => number,
  log: Logger,
): Rounds {
  const closing = new AbortController();
  /** Ends the pause between two rounds. */
  let waking = new AbortController();

  async function goRound(): Promise<void> {
    while (!closing.signal.aborted) {
      waking = new AbortController();
      try {
        await work(closing.signal);
      } catch (error) {
        log.error('A round failed', describeError(error));
      }
      const signal = AbortSignal.any([closing.signal, waking.signal]);
      await wait(pauseMs(), undefined, { signal }).catch(() => undefined);
    }
  }

  const going = goRound();
  return {
    soon: () => waking.abort(),
    async close() {
      closing.abort();
      await going;
    },
  };
}
