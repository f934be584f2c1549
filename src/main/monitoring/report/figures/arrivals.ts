import { toneOf } from '#shared/verdict.ts';
import type { ReportAttempt } from '../facts.ts';
import { type Steps, stepAt } from './steps.ts';

/** Who came when. */
export type Arrivals = {
  readonly stepMs: number;
  /** One after the other, quiet ones too. */
  readonly steps: readonly { readonly fromMs: number; readonly admitted: number; readonly refused: number }[];
  /** Attempts at times so far off that no chart shows them. */
  readonly leftOut: number;
  readonly firstAdmittedMs: number | null;
  readonly lastAdmittedMs: number | null;
  /** When half of those who came in at all were in. */
  readonly halfInMs: number | null;
  /** The minute with the most attempts. */
  readonly busiestMinute: {
    readonly fromMs: number;
    readonly attempts: number;
    readonly admitted: number;
  } | null;
};

const MINUTE_MS = 60_000;

/** `attempts` in the order of their times. */
export function arrivalsOf(attempts: readonly ReportAttempt[], steps: Steps): Arrivals {
  const counted = Array.from({ length: steps.count }, (_, at) => ({
    fromMs: steps.fromMs + at * steps.stepMs,
    admitted: 0,
    refused: 0,
  }));
  let leftOut = 0;
  for (const { atMs, verdict } of attempts) {
    const step = counted[stepAt(steps, atMs) ?? -1];
    if (step === undefined) leftOut += 1;
    else if (toneOf(verdict) === 'admitted') step.admitted += 1;
    else step.refused += 1;
  }
  const admitted = attempts.filter(({ verdict }) => verdict === 'admitted');
  return {
    stepMs: steps.stepMs,
    steps: counted,
    leftOut,
    firstAdmittedMs: admitted[0]?.atMs ?? null,
    lastAdmittedMs: admitted.at(-1)?.atMs ?? null,
    halfInMs: admitted[Math.ceil(admitted.length / 2) - 1]?.atMs ?? null,
    busiestMinute: busiestMinuteOf(attempts),
  };
}

/** The clock's minute with the most attempts, the first of several; null without any. */
export function busiestMinuteOf(attempts: readonly ReportAttempt[]): Arrivals['busiestMinute'] {
  const minutes = new Map<number, { fromMs: number; attempts: number; admitted: number }>();
  let busiest: Arrivals['busiestMinute'] = null;
  for (const { atMs, verdict } of attempts) {
    const fromMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
    const minute = minutes.get(fromMs) ?? { fromMs, attempts: 0, admitted: 0 };
    minutes.set(fromMs, minute);
    minute.attempts += 1;
    if (verdict === 'admitted') minute.admitted += 1;
    if (busiest === null || minute.attempts > busiest.attempts) busiest = minute;
  }
  return busiest;
}
