import { quantile } from '#shared/quantile.ts';

/** Summaries of measured times. */

export type Times = {
  readonly count: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
};

/** Median, 95th and 99th percentile of times in milliseconds. */
export function summarise(timesMs: readonly number[]): Times {
  const sorted = timesMs.toSorted((a, b) => a - b);
  return {
    count: sorted.length,
    medianMs: quantile(sorted, 0.5),
    p95Ms: quantile(sorted, 0.95),
    p99Ms: quantile(sorted, 0.99),
  };
}

/** The median of numbers, for ratios of interleaved rounds. */
export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

/** A number with three digits that matter. */
export function three(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '-';
}
