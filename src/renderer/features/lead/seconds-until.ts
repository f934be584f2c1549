/** Whole seconds from `now` until an instant, 0 when it is past or there is none. */
export function secondsUntil(instant: string | null, now: Date): number {
  if (instant === null) return 0;
  return Math.max(0, Math.ceil((new Date(instant).getTime() - now.getTime()) / 1_000));
}
