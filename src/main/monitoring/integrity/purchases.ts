import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { ask } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import { readRows } from '#main/emergency/replay/records.ts';
import { flag } from '../row-values.ts';
import { PAGE_LIMIT_MS, PAGE_ROWS, TICKET_STATUSES } from './pages.ts';

const { placeholder } = sql;

// `is true`: a flag that the web version never set is null, and means no.
const countKinds = sqlStatement<{ concertId: number | null }>(sql`
  select k.id, k.concert_id, k.ticket_type, p.status, p.is_walk_in is true as is_walk_in, p.is_sold is true as is_sold,
    count(p.id) as n
  from tickets k left join ticket_purchases p on p.ticket_id = k.id
  where ${placeholder('concertId')} is null or k.concert_id = ${placeholder('concertId')}
  group by k.id, k.concert_id, k.ticket_type, p.status, p.is_walk_in is true, p.is_sold is true
  order by k.concert_id, k.id`);

const countRow = z.object({
  id: z.int().positive(),
  concert_id: z.int().positive(),
  ticket_type: z.string().nullable(),
  status: z.enum(TICKET_STATUSES).nullable(),
  is_walk_in: flag,
  is_sold: flag,
  n: z.int().nonnegative(),
});

/** How many ticket purchases of a kind are alike; a kind that nobody bought has one with `count` 0. */
export type PurchaseCount = ReturnType<typeof countOf>;

function countOf(row: z.infer<typeof countRow>) {
  return {
    ticketId: row.id,
    concertId: row.concert_id,
    ticketKind: row.ticket_type,
    status: row.status,
    isWalkIn: row.is_walk_in,
    isSold: row.is_sold,
    count: row.n,
  };
}

/**
 * Counts the ticket purchases of a concert (null: of all), by kind.
 * @throws the driver's error, or UnknownValueError.
 */
export async function countPurchases(
  view: SessionPool,
  concertId: number | null,
): Promise<readonly PurchaseCount[]> {
  const [rows] = await ask(view, 'count ticket purchases', [countKinds({ concertId })], PAGE_LIMIT_MS);
  return readRows('kind of ticket', countRow, rows).map(countOf);
}

const selectUsed = sqlStatement<{ after: number; concertId: number | null; rows: number }>(sql`
  select p.id, p.status, p.is_walk_in is true as is_walk_in, p.is_sold is true as is_sold, p.used_at, p.used_gate_id
  from ticket_purchases p force index (primary) join tickets k on k.id = p.ticket_id
  where p.id > ${placeholder('after')} and (p.status = 'used' or (p.status = 'cancelled' and p.used_at is not null))
    and (${placeholder('concertId')} is null or k.concert_id = ${placeholder('concertId')})
  order by p.id limit ${placeholder('rows')}`);

const usedRow = z.object({
  id: z.int().positive(),
  status: z.enum(['used', 'cancelled']),
  is_walk_in: flag,
  is_sold: flag,
  used_at: z.date().nullable(),
  used_gate_id: z.string().nullable(),
});

/** A ticket purchase whose own row says that somebody came in on it. */
export type UsedPurchase = ReturnType<typeof usedOf>;

function usedOf(row: z.infer<typeof usedRow>) {
  return {
    id: row.id,
    status: row.status,
    isWalkIn: row.is_walk_in,
    isSold: row.is_sold,
    usedAt: row.used_at,
    usedGateId: row.used_gate_id,
  };
}

/**
 * All used ticket purchases of a concert (null: of all), and those that were used and then cancelled, a page at a time.
 * @throws the driver's error, or UnknownValueError.
 */
export async function* readUsedPurchases(
  view: SessionPool,
  concertId: number | null,
): AsyncGenerator<readonly UsedPurchase[]> {
  for (let after = 0; ;) {
    const [rows] = await ask(
      view,
      'read used ticket purchases',
      [selectUsed({ after, concertId, rows: PAGE_ROWS })],
      PAGE_LIMIT_MS,
    );
    const page = readRows('ticket purchase', usedRow, rows).map(usedOf);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_ROWS) return;
    after = last.id;
  }
}
