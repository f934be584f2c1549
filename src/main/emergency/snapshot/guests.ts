import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { createSearchOpener } from './search-batches.ts';
import type { SearchKey } from './search-keys.ts';
import type { SnapshotGuest } from './snapshot-types.ts';

const flag = z.int().transform((value) => value === 1);
const rowSchema = z.object({
  id: z.int(),
  status: z.enum(['valid', 'used', 'cancelled']),
  is_walk_in: flag,
  is_sold: flag,
  search_batch: z.int(),
  search: z.instanceof(Uint8Array),
});
const kindSchema = z.object({ id: z.int(), name: z.string().nullable() });

/** A few milliseconds' worth: the scans go on between two pages. */
const ROWS_A_PAGE = 200;

/** Opens the entries of a concert's guests page by page; rows that are not sealed to this key are left out. */
export async function* readGuests(
  database: DatabaseSync,
  searchKey: SearchKey,
  concertId: number,
): AsyncGenerator<SnapshotGuest> {
  const open = createSearchOpener(database, searchKey);
  const kinds = z
    .array(kindSchema)
    .parse(
      database.prepare('SELECT id, name FROM ticket_kinds WHERE concert_id = ? ORDER BY id').all(concertId),
    );
  for (const kind of kinds) {
    for (let after: number | null = 0; after !== null;) {
      const rows = z.array(z.record(z.string(), z.unknown())).parse(
        database
          .prepare(
            `SELECT id, status, is_walk_in, is_sold, search_batch, search FROM ticket_purchases
               WHERE ticket_id = ? AND id > ? ORDER BY id LIMIT ${ROWS_A_PAGE}`,
          )
          .all(kind.id, after),
      );
      for (const found of rows) {
        const row = rowSchema.safeParse(found);
        const entry = row.success ? open(row.data.search_batch, row.data.search) : null;
        if (!row.success || entry === null) continue;
        yield {
          ticketPurchaseId: row.data.id,
          ...entry,
          ticketKind: kind.name,
          status: row.data.status,
          isWalkIn: row.data.is_walk_in,
          isSold: row.data.is_sold,
        };
      }
      after = rows.length < ROWS_A_PAGE ? null : Number(rows.at(-1)?.['id']);
      await nextTurn();
    }
  }
}
