import { z } from 'zod';
import { ask } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';

/** A ticket purchase to try things with: unused, and as unlikely as can be to stand at a door now. */
export type TrialPurchase = { readonly id: number; readonly codeDigest: Buffer };

/** An unsold walk-in lies in a drawer; else any that is unused. Both by an index, without looking at others. */
const QUESTIONS = [
  `select id, qr_code_digest from ticket_purchases
   where is_walk_in = 1 and is_sold = 0 and status = 'valid' and qr_code is not null limit 1`,
  `select id, qr_code_digest from ticket_purchases where status = 'valid' and qr_code is not null limit 1`,
];

const purchaseRows = z.array(
  z.object({ id: z.number(), qr_code_digest: z.instanceof(Buffer) }).transform((row) => ({
    id: row.id,
    codeDigest: row.qr_code_digest,
  })),
);

/** Finds one; null where every ticket is used, or there is none. @throws the driver's error. */
export async function findTrialPurchase(pool: SessionPool): Promise<TrialPurchase | null> {
  const results = await ask(pool, 'find a ticket to try with', QUESTIONS);
  return results.flatMap((rows) => purchaseRows.parse(rows))[0] ?? null;
}
