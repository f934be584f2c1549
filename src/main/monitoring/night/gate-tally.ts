import type { VerdictCounts } from '#shared/night.ts';
import type { DecidedVerdict } from '#shared/verdict.ts';
import { noVerdicts } from './verdict-counts.ts';

/** One gate's attempts at the concert. */
export type GateTally = {
  readonly verdicts: () => VerdictCounts;
  readonly attempts: () => number;
  /** When the last one was at the door. */
  readonly lastAtMs: () => number | null;
};

/** Makes an empty one. */
export function createGateTally(): GateTally & {
  readonly add: (atMs: number, verdict: DecidedVerdict) => void;
} {
  const verdicts = noVerdicts();
  let attempts = 0;
  let lastAtMs: number | null = null;
  return {
    add(atMs, verdict) {
      verdicts[verdict] += 1;
      attempts += 1;
      lastAtMs = Math.max(lastAtMs ?? atMs, atMs);
    },
    verdicts: () => ({ ...verdicts }),
    attempts: () => attempts,
    lastAtMs: () => lastAtMs,
  };
}
