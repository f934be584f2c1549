import type { Answer } from '#shared/attempt.ts';
import { withinLimit } from '#main/database/time-limit.ts';

/**
 * One code, one attempt at a time: two that overlapped would share an open attempt, and both show its green. The next one
 * waits until the answer before it was shown, too.
 */
export type Turns = {
  /** Does `work` when it is the code's turn. */
  readonly take: (code: string, work: () => Promise<Answer>) => Promise<Answer>;
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
  const inFlight = new Map<string, Promise<Answer>>();

  /** Waits until an answer was shown, or so long that it must have been lost on its way to the screen. */
  async function untilShown(attemptId: string): Promise<void> {
    if (!isAwaited(attemptId)) return;
    const shown = new Promise<void>((resolve) => {
      showing.set(attemptId, resolve);
    });
    await withinLimit('show the answer', SHOWN_WITHIN_MS, shown).catch(() => undefined);
    showing.delete(attemptId);
  }

  return {
    async take(code, work) {
      for (let earlier = inFlight.get(code); earlier !== undefined; earlier = inFlight.get(code)) {
        const { attemptId, verdict } = await earlier;
        if (verdict !== 'undecided') await untilShown(attemptId);
      }
      const answer = work().finally(() => inFlight.delete(code));
      inFlight.set(code, answer);
      return await answer;
    },
    noteShown: (attemptId) => showing.get(attemptId)?.(),
    async allDone() {
      await Promise.allSettled(inFlight.values());
    },
  };
}
