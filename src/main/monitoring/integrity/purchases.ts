import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { ask } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import { readRows } from '#main/emergency/replay/records.ts';
import { flag } from '../row-values.ts';
import { ASK_STATUS, PAGE_LIMIT_MS, PAGE_ROWS, TICKET_STATUSES } from './pages.ts';

const { placeholder } = sql;

// `is true`: a flag that the web version never set is null, and means no.
const countKinds = sqlStatement<{ concertId: number | null }>(sql`
  select k.id, k.concert_id, k.ticket_type, ${ASK_STATUS} as status, p.is_walk_in is true as is_walk_in, p.is_sold is true as is_sold,
    count(p.id) as n
  from tickets k left join ticket_purchases p on p.ticket_id = k.id
  where ${placeholder('concertId')} is null or k.concert_id = ${placeholder('concertId')}
  group by k.id, k.concert_id, k.ticket_type, ${ASK_STATUS}, p.is_walk_in is true, p.is_sold is true
  order by k.concert_id, k.id`);

const countRow = z.object({
  id: z.int().positive(),
  concert_id: z.int().positive(),
  ticket_type: z.string().nullable(),
  status: z.enum(TICKET_STATUSES),
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
    /** Null for a kind that nobody bought. */
    status: row.n === 0 ? null : row.status,
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

const selectToJudge = sqlStatement<{ after: number; concertId: number | null; rows: number }>(sql`
  select p.id, ${ASK_STATUS} as status, p.is_walk_in is true as is_walk_in, p.is_sold is true as is_sold, p.used_at,
    p.used_gate_id, k.id is not null as has_ticket
  from ticket_purchases p force index (primary) left join tickets k on k.id = p.ticket_id
  where p.id > ${placeholder('after')} and (k.id is null or ${ASK_STATUS} in ('used', 'unknown')
      or (p.status = 'cancelled' and p.used_at is not null))
    and (${placeholder('concertId')} is null or k.concert_id = ${placeholder('concertId')})
  order by p.id limit ${placeholder('rows')}`);

const rowToJudge = z.object({
  id: z.int().positive(),
  status: z.enum(TICKET_STATUSES),
  is_walk_in: flag,
  is_sold: flag,
  used_at: z.date().nullable(),
  used_gate_id: z.string().nullable(),
  has_ticket: flag,
});

/** A ticket purchase whose own row says that somebody came in on it, or that cannot be counted as others are. */
export type BookedPurchase = ReturnType<typeof purchaseOf>;

function purchaseOf(row: z.infer<typeof rowToJudge>) {
  return {
    id: row.id,
    status: row.status,
    isWalkIn: row.is_walk_in,
    isSold: row.is_sold,
    usedAt: row.used_at,
    usedGateId: row.used_gate_id,
    hasTicket: row.has_ticket,
  };
}

/**
 * All used ticket purchases of a concert (null: of all), those that were used and then cancelled, and those in a status that nobody
 * knows; for all concerts those without a ticket too, which are of none. A page at a time.
 * @throws the driver's error, or UnknownValueError.
 */
export async function* readPurchasesToJudge(
  view: SessionPool,
  concertId: number | null,
): AsyncGenerator<readonly BookedPurchase[]> {
  for (let after = 0; ;) {
    const [rows] = await ask(
      view,
      'read ticket purchases',
      [selectToJudge({ after, concertId, rows: PAGE_ROWS })],
      PAGE_LIMIT_MS,
    );
    const page = readRows('ticket purchase', rowToJudge, rows).map(purchaseOf);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_ROWS) return;
    after = last.id;
  }
}
