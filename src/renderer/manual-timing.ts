import type { Timing } from './timing.ts';

type Due = { readonly atMs: number; readonly run: () => void };

/** Time for tests: it stands still until it is told to go on. */
export function createManualTiming(startMs = 0): Timing & { readonly pass: (durationMs: number) => void } {
  let currentMs = startMs;
  let due: readonly Due[] = [];

  function pass(durationMs: number): void {
    const untilMs = currentMs + durationMs;
    for (;;) {
      const next = due.toSorted((a, b) => a.atMs - b.atMs).at(0);
      if (next === undefined || next.atMs > untilMs) break;
      due = due.filter((entry) => entry !== next);
      currentMs = Math.max(currentMs, next.atMs);
      next.run();
    }
    currentMs = untilMs;
  }

  return {
    nowMs: () => currentMs,
    after: (delayMs, run) => {
      const entry = { atMs: currentMs + delayMs, run };
      due = [...due, entry];
      return () => {
        due = due.filter((other) => other !== entry);
      };
    },
    pass,
  };
}
