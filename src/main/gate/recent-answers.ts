import { quantile } from '#shared/quantile.ts';

/** How long the answers of the last minute took. */
export type RecentAnswers = {
  readonly note: (durationMs: number) => void;
  /** In whole milliseconds; null when there were none. */
  readonly times: () => { readonly medianMs: number; readonly p95Ms: number } | null;
};

const RECENT_MS = 60_000;
/** A guest takes a second at least; more than this is a machine, and its newest answers tell as much. */
const ANSWERS_KEPT = 2_000;

type Noted = { readonly atMs: number; readonly durationMs: number };

/** Starts with none. */
export function createRecentAnswers(monotonicMs: () => number = () => performance.now()): RecentAnswers {
  let noted: Noted[] = [];

  return {
    note(durationMs) {
      noted.push({ atMs: monotonicMs(), durationMs });
      // By halves, or every answer of a busy gate would copy them all.
      if (noted.length >= 2 * ANSWERS_KEPT) noted = noted.slice(-ANSWERS_KEPT);
    },
    times() {
      const sinceMs = monotonicMs() - RECENT_MS;
      noted = noted.filter(({ atMs }) => atMs >= sinceMs);
      const sorted = noted.map(({ durationMs }) => durationMs).toSorted((a, b) => a - b);
      if (sorted.length === 0) return null;
      return { medianMs: Math.round(quantile(sorted, 0.5)), p95Ms: Math.round(quantile(sorted, 0.95)) };
    },
  };
}
