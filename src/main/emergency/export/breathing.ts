import { setImmediate } from 'node:timers/promises';

/** How long an export may work before it lets scans be answered. */
const AT_MOST_MS = 8;

/** Makes a function to await in a long loop: it lets the rest of the program run when it has been too long. */
export function createBreathing(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < AT_MOST_MS) return;
    await setImmediate();
    since = performance.now();
  };
}
