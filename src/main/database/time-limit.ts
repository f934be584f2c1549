import { TimeLimitError } from './failures.ts';

/** A point in time, on the monotonic clock of `performance.now()`, by which an attempt must have its answer. */
export type Deadline = { readonly atMs: number };

/** A deadline `ms` milliseconds from now. */
export function deadlineIn(ms: number): Deadline {
  return { atMs: performance.now() + ms };
}

/** Milliseconds left, never below zero. */
export function remainingMs(deadline: Deadline): number {
  return Math.max(0, deadline.atMs - performance.now());
}

/**
 * Waits for `work`, but not longer than `limitMs`. The driver gives no time limit that settles a promise in every case
 * (a frozen server answers nothing for ever), so every wait of ours goes through here.
 * @throws {TimeLimitError} when the time is up; `work` goes on, and its late outcome is passed over.
 */
export async function withinLimit<T>(step: string, limitMs: number, work: Promise<T>): Promise<T> {
  // A rejection that comes after the limit has nobody left to hear it.
  work.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimeLimitError(step, Math.round(limitMs))), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
