import type { ArrivalMinute } from '#shared/night.ts';

/** Arrivals by the minute, and by the second where that matters. */
export type Arrivals = {
  readonly add: (atMs: number, isAdmitted: boolean) => void;
  /** How many after that instant; exact to the second. */
  readonly countSince: (sinceMs: number) => number;
  /** Every minute from the first one to now, or to the last one when that is long ago. */
  readonly list: (nowMs: number) => readonly ArrivalMinute[];
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** So long after the last attempt an evening is over: the list ends there. */
const OVER_AFTER_MS = 60 * MINUTE_MS;
/** A day of minutes: what was tried out a week before does not make the chart of tonight. */
const MOST_MINUTES = 24 * 60;

/** Makes an empty one. */
export function createArrivals(): Arrivals {
  const minutes = new Map<number, { admitted: number; refused: number }>();
  const seconds = new Map<number, number>();
  let firstMinute = Infinity;
  let lastMinute = -Infinity;

  return {
    add(atMs, isAdmitted) {
      const minute = Math.floor(atMs / MINUTE_MS);
      const counts = minutes.get(minute) ?? { admitted: 0, refused: 0 };
      minutes.set(minute, counts);
      counts[isAdmitted ? 'admitted' : 'refused'] += 1;
      const second = Math.floor(atMs / SECOND_MS);
      seconds.set(second, (seconds.get(second) ?? 0) + 1);
      firstMinute = Math.min(firstMinute, minute);
      lastMinute = Math.max(lastMinute, minute);
    },
    countSince(sinceMs) {
      const from = Math.floor(sinceMs / SECOND_MS);
      let count = 0;
      for (const [second, attempts] of seconds) {
        if (second > from) count += attempts;
        else seconds.delete(second);
      }
      return count;
    },
    list(nowMs) {
      if (minutes.size === 0) return [];
      const nowMinute = Math.floor(nowMs / MINUTE_MS);
      const isOver = nowMs - lastMinute * MINUTE_MS > OVER_AFTER_MS;
      const end = isOver ? lastMinute : Math.max(nowMinute, lastMinute);
      const start = Math.max(firstMinute, end - MOST_MINUTES + 1);
      return Array.from({ length: end - start + 1 }, (_, at) => ({
        minute: new Date((start + at) * MINUTE_MS).toISOString(),
        ...(minutes.get(start + at) ?? { admitted: 0, refused: 0 }),
      }));
    },
  };
}
