/** The night cut into steps of equal length, so that its charts have a bar for each and no more than the eye can tell apart. */
export type Steps = { readonly stepMs: number; readonly fromMs: number; readonly count: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const STEPS_MS = [
  MINUTE_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  10 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
];
const AT_MOST = 150;
/** What is further from the night's middle than this is a laptop's wrong clock or a try on another day. */
const A_NIGHT_MS = 12 * HOUR_MS;

/**
 * Cuts the time of some instants (in rising order) into steps. What lies half a day and more from the middle one is left to
 * the caller to name: one wrong clock must not squeeze a whole night into a single bar.
 */
export function stepsOf(instantsMs: readonly number[]): Steps {
  const middle = instantsMs[Math.floor(instantsMs.length / 2)];
  if (middle === undefined) return { stepMs: MINUTE_MS, fromMs: 0, count: 0 };
  const near = instantsMs.filter((ms) => Math.abs(ms - middle) < A_NIGHT_MS);
  const first = near[0] ?? middle;
  const last = near.at(-1) ?? middle;
  const stepMs = STEPS_MS.find((ms) => (last - first) / ms < AT_MOST) ?? 3 * HOUR_MS;
  const fromMs = Math.floor(first / stepMs) * stepMs;
  return { stepMs, fromMs, count: Math.floor((last - fromMs) / stepMs) + 1 };
}

/** Which step an instant lies in; null outside of them. */
export function stepAt(steps: Steps, ms: number): number | null {
  const at = Math.floor((ms - steps.fromMs) / steps.stepMs);
  return at >= 0 && at < steps.count ? at : null;
}
