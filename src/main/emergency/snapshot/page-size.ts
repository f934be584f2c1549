import { TimeLimitError } from '#main/database/failures.ts';

/** How many rows are asked for at a time: fewer on a slow network, where a large page would never arrive in time. */
export type PageSize = {
  readonly rows: () => number;
  /** Waits for a page and learns from how long it took. */
  readonly measure: <T>(read: () => Promise<T>) => Promise<T>;
};

const LEAST_ROWS = 50;
const MOST_ROWS = 2_000;
/** Below it there is room for twice as many; the limit of a round trip is far above. */
const QUICK_MS = 250;
const SLOW_MS = 800;

export function createPageSize(): PageSize {
  let rows = MOST_ROWS;
  const halve = (): void => {
    rows = Math.max(LEAST_ROWS, Math.floor(rows / 2));
  };
  return {
    rows: () => rows,
    async measure(read) {
      const startedAtMs = performance.now();
      try {
        const page = await read();
        const tookMs = performance.now() - startedAtMs;
        if (tookMs < QUICK_MS) rows = Math.min(MOST_ROWS, rows * 2);
        else if (tookMs > SLOW_MS) halve();
        return page;
      } catch (error) {
        if (error instanceof TimeLimitError) halve();
        throw error;
      }
    },
  };
}
