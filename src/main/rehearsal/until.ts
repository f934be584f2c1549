import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 50;

/**
 * Asks again and again until `isTrue`. vitest's own polling works inside a test only, and gates are made ready before one.
 * @throws with `what` in a sentence when it is not true within `limitMs`; `describe` adds how far it had come.
 */
export async function until(
  what: string,
  limitMs: number,
  isTrue: () => boolean | Promise<boolean>,
  describe: () => string = () => '',
): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!(await isTrue())) {
    if (performance.now() > endMs) {
      throw new Error(`Not within ${limitMs / 1_000} s: ${what} ${describe()}`.trimEnd());
    }
    await wait(POLL_MS);
  }
}
