import { z } from 'zod';
import { readRows } from '#main/emergency/replay/records.ts';
import { count, flag } from '../row-values.ts';

const purchaseRow = z.object({
  // The web version's own column of text may say anything: one odd ticket purchase must not blind the monitor.
  status: z.enum(['valid', 'used', 'cancelled']).nullable().catch(null),
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
  /** In a status that this program does not know: no gate can decide about them, and they are in none of the others. */
  readonly unknown: number;
};

export function readPurchaseCounts(result: unknown): PurchaseCounts {
  const all = readRows('count of ticket purchases', purchaseRow, result);
  const rows = all.filter(({ status }) => status !== null);
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
    unknown: all.reduce((total, row) => total + (row.status === null ? row.n : 0), 0),
  };
}
