import type { Timing } from '../timing.ts';

const RETRY_AFTER_MS = 1_000;

/** Asks again every second until there is an answer: a screen that gave up at its start would stay blank all night. */
export async function untilAnswered<T>(ask: () => Promise<T>, timing: Timing): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch {
      await new Promise<void>((resolve) => {
        timing.after(RETRY_AFTER_MS, resolve);
      });
    }
  }
}
