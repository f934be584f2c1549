import { z } from 'zod';
import { readRows } from '#main/emergency/replay/records.ts';
import { count, flag } from '../row-values.ts';

const purchaseRow = z.object({
  status: z.enum(['valid', 'used', 'cancelled']),
  is_walk_in: flag,
  is_sold: flag,
  n: count,
});

/** A concert's ticket purchases, counted. */
export type PurchaseCounts = {
  /** Not walk-ins; cancelled ones too. */
  readonly sold: number;
  /** Cancelled ones too. */
  readonly walkInsSold: number;
  /** Of those two. */
  readonly cancelled: number;
  /** `sold + walkInsSold - cancelled`. */
  readonly expected: number;
  readonly used: number;
};

export function readPurchaseCounts(result: unknown): PurchaseCounts {
  const rows = readRows('count of ticket purchases', purchaseRow, result);
  const sum = (isCounted: (row: (typeof rows)[number]) => boolean): number =>
    rows.reduce((total, row) => total + (isCounted(row) ? row.n : 0), 0);
  const sold = sum((row) => !row.is_walk_in);
  const walkInsSold = sum((row) => row.is_walk_in && row.is_sold);
  const cancelled = sum((row) => row.status === 'cancelled' && (!row.is_walk_in || row.is_sold));
  return {
    sold,
    walkInsSold,
    cancelled,
    expected: sold + walkInsSold - cancelled,
    used: sum((row) => row.status === 'used'),
  };
}
