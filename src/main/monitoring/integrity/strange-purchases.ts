import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { ask } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import { readRows } from '#main/emergency/replay/records.ts';
import { ASK_STATUS, PAGE_LIMIT_MS } from './pages.ts';

const { placeholder } = sql;

/** Ticket purchases in a status that nobody knows, and those whose ticket is gone: how many, and the first. */
const countStrange = sqlStatement<{ concertId: number }>(sql`
  select
    (select min(p.id) from ticket_purchases p join tickets k on k.id = p.ticket_id
      where k.concert_id = ${placeholder('concertId')} and ${ASK_STATUS} = 'unknown') as unknown_status,
    (select min(p.id) from ticket_purchases p left join tickets k on k.id = p.ticket_id where k.id is null) as ticketless,
    (select count(*) from ticket_purchases p left join tickets k on k.id = p.ticket_id where k.id is null) as n`);

const strangeRow = z.object({
  unknown_status: z.int().positive().nullable(),
  ticketless: z.int().positive().nullable(),
  n: z.int().nonnegative(),
});

/** Ticket purchases that no count of a concert tells as they are. */
export type StrangePurchases = {
  /** The first of the concert's in a status that this program does not know. */
  readonly unknownStatusId: number | null;
  /** Of no concert: their ticket is gone. */
  readonly withoutTicket: { readonly count: number; readonly firstId: number | null };
};

/**
 * Looks for them, an example of each.
 * @throws the driver's error, or UnknownValueError.
 */
export async function findStrangePurchases(pool: SessionPool, concertId: number): Promise<StrangePurchases> {
  const [rows] = await ask(
    pool,
    'find strange ticket purchases',
    [countStrange({ concertId })],
    PAGE_LIMIT_MS,
  );
  const [row] = readRows('count of ticket purchases', strangeRow, rows);
  return {
    unknownStatusId: row?.unknown_status ?? null,
    withoutTicket: { count: row?.n ?? 0, firstId: row?.ticketless ?? null },
  };
}
