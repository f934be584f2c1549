/** What to do about the window's latest failure. */
export type Remedy = { readonly kind: 'reload'; readonly delayMs: number } | { readonly kind: 'relaunch' };

/** How long to wait before each reload; when they are used up within the window of time, the whole program starts anew. */
const RELOAD_DELAYS_MS = [0, 1_000, 3_000, 10_000] as const;

/** Failures older than this are forgotten. */
const MEMORY_MS = 5 * 60_000;

/**
 * Chooses the remedy for the last of `failuresMs` (when each failure happened, oldest first, milliseconds on any one
 * clock). The first reload is immediate, because a gate without a picture is a queue that stands.
 */
export function chooseRemedy(failuresMs: readonly number[]): Remedy {
  const latest = failuresMs.at(-1) ?? 0;
  const recent = failuresMs.filter((failure) => latest - failure < MEMORY_MS);
  const delayMs = RELOAD_DELAYS_MS[Math.max(recent.length - 1, 0)];
  return delayMs === undefined ? { kind: 'relaunch' } : { kind: 'reload', delayMs };
}
