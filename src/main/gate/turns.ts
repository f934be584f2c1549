import { withinLimit } from '#main/database/time-limit.ts';

/**
 * One ticket purchase, one decision at a time: two attempts that overlapped would share an open attempt, and both show its
 * green; an entry by hand beside an attempt would admit twice. The next one waits until the answer before it was shown, too.
 */
export type Turns = {
  /**
   * Does `work` when it is the turn of all `keys`: what the ticket purchase is known by. `awaitedOf` tells which attempt's
   * answer has to be shown before the next turn; null for none.
   */
  readonly take: <T>(
    keys: readonly string[],
    work: () => Promise<T>,
    awaitedOf: (result: T) => string | null,
  ) => Promise<T>;
  /** The answer to this attempt has been shown. */
  readonly noteShown: (attemptId: string) => void;
  /** Resolves when nothing is under way any more. */
  readonly allDone: () => Promise<void>;
};

/** From the answer's leaving the gate to its being on the screen; a paint takes a tenth of it. */
const SHOWN_WITHIN_MS = 500;

/** Makes the turns. `isAwaited` tells whether an answered attempt has still to be shown. */
export function createTurns(isAwaited: (attemptId: string) => boolean): Turns {
  /** Who waits for an answer to be shown. */
  const showing = new Map<string, () => void>();
  /** What is under way, by each of its keys; resolves to the attempt whose answer has to be shown. */
  const inFlight = new Map<string, Promise<string | null>>();

  /** Waits until an answer was shown, or so long that it must have been lost on its way to the screen. */
  async function untilShown(attemptId: string): Promise<void> {
    if (!isAwaited(attemptId)) return;
    const shown = new Promise<void>((resolve) => {
      showing.set(attemptId, resolve);
    });
    await withinLimit('show the answer', SHOWN_WITHIN_MS, shown).catch(() => undefined);
    showing.delete(attemptId);
  }

  const earlierOf = (keys: readonly string[]): Promise<string | null> | undefined =>
    keys.map((key) => inFlight.get(key)).find((one) => one !== undefined);

  return {
    async take(keys, work, awaitedOf) {
      for (let earlier = earlierOf(keys); earlier !== undefined; earlier = earlierOf(keys)) {
        const attemptId = await earlier;
        if (attemptId !== null) await untilShown(attemptId);
      }
      const result = work().finally(() => {
        for (const key of keys) inFlight.delete(key);
      });
      // Whoever comes next has a turn of its own, whatever became of this one.
      const awaited = result.then(awaitedOf, () => null);
      for (const key of keys) inFlight.set(key, awaited);
      return await result;
    },
    noteShown: (attemptId) => showing.get(attemptId)?.(),
    async allDone() {
      await Promise.allSettled(inFlight.values());
    },
  };
}
