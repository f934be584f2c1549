import type { ResponseTimes } from '#shared/night.ts';
import { quantile } from '#shared/quantile.ts';
import type { ReportAttempt } from '../facts.ts';
import { type Steps, stepAt } from './steps.ts';

/** Upper ends of the histogram's classes, in milliseconds; above the last is one more. */
export const CLASS_ENDS_MS = [5, 10, 20, 50, 100, 200, 500, 1_000, 2_000] as const;

export type TimeFigures = {
  readonly all: ResponseTimes;
  readonly byDatabase: ResponseTimes;
  readonly byGateItself: ResponseTimes;
  /** Answers in each class of `CLASS_ENDS_MS`, and above. */
  readonly classes: readonly number[];
  /** Step by step; null where nobody was answered. */
  readonly steps: readonly { readonly fromMs: number; readonly times: ResponseTimes }[];
};

/** How long answers took; null where there were none. */
export function timesOf(attempts: readonly Pick<ReportAttempt, 'durationMs'>[]): ResponseTimes {
  const sorted = attempts.map(({ durationMs }) => durationMs).toSorted((one, other) => one - other);
  const maxMs = sorted.at(-1);
  if (maxMs === undefined) return null;
  return {
    answers: sorted.length,
    medianMs: quantile(sorted, 0.5),
    p95Ms: quantile(sorted, 0.95),
    p99Ms: quantile(sorted, 0.99),
    maxMs,
  };
}

export function timeFigures(attempts: readonly ReportAttempt[], steps: Steps): TimeFigures {
  // What somebody wrote by hand took nobody's time at the door.
  const answered = attempts.filter(({ basis }) => basis !== 'manual');
  const classes = Array.from({ length: CLASS_ENDS_MS.length + 1 }, () => 0);
  const byStep: ReportAttempt[][] = Array.from({ length: steps.count }, () => []);
  for (const attempt of answered) {
    const found = CLASS_ENDS_MS.findIndex((end) => attempt.durationMs < end);
    const at = found === -1 ? CLASS_ENDS_MS.length : found;
    classes[at] = (classes[at] ?? 0) + 1;
    byStep[stepAt(steps, attempt.atMs) ?? -1]?.push(attempt);
  }
  return {
    all: timesOf(answered),
    byDatabase: timesOf(answered.filter(({ decidedBy }) => decidedBy === 'database')),
    byGateItself: timesOf(answered.filter(({ decidedBy }) => decidedBy === 'emergency')),
    classes,
    steps: byStep.map((some, at) => ({ fromMs: steps.fromMs + at * steps.stepMs, times: timesOf(some) })),
  };
}
