import type { ResponseTimes } from '#shared/night.ts';
import { quantile } from '#shared/quantile.ts';

/** Whole milliseconds, counted: quantiles of any number of answers in little memory, and exact. */
export type DurationCounts = {
  readonly add: (durationMs: number) => void;
  readonly times: () => ResponseTimes;
};

/** Makes an empty one. */
export function createDurationCounts(): DurationCounts {
  const counts = new Map<number, number>();
  let answers = 0;
  return {
    add(durationMs) {
      counts.set(durationMs, (counts.get(durationMs) ?? 0) + 1);
      answers += 1;
    },
    times() {
      if (answers === 0) return null;
      const sorted = [...counts].toSorted(([a], [b]) => a - b);
      const at = (share: number): number => {
        const rank = Math.ceil(answers * share);
        let seen = 0;
        for (const [durationMs, count] of sorted) {
          seen += count;
          if (seen >= rank) return durationMs;
        }
        return 0;
      };
      return { answers, medianMs: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) };
    },
  };
}

/** The same of a few numbers. */
export function timesOf(durationsMs: readonly number[]): ResponseTimes {
  const sorted = durationsMs.toSorted((a, b) => a - b);
  if (sorted.length === 0) return null;
  const at = (share: number): number => quantile(sorted, share);
  return { answers: sorted.length, medianMs: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) };
}
