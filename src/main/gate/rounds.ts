import { setTimeout as wait } from 'node:timers/promises';

/** Work that is done again and again, one round after the other. */
export type Rounds = {
  /** Begins the next round at once, or right after the one that is under way. */
  readonly soon: () => void;
  /** Stops; resolves when the round that is under way has ended. */
  readonly close: () => Promise<void>;
};

/** Starts the first round at once; `pauseMs` is asked after each. `work` must not reject. */
export function startRounds(work: (closing: AbortSignal) => Promise<void>, pauseMs: () => number): Rounds {
  const closing = new AbortController();
  /** Ends the pause between two rounds. */
  let waking = new AbortController();

  async function goRound(): Promise<void> {
    while (!closing.signal.aborted) {
      waking = new AbortController();
      await work(closing.signal);
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
