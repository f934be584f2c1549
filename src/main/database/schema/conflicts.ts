import { sql } from 'drizzle-orm';
import { int, mysqlTable, text, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { id, instant, reference } from './columns.ts';

/**
 * Conflicts: ticket purchases that were admitted more than once, one row each, however many admissions and whatever the order
 * they came to light in. Open until a named person closes it; another side that comes to light opens it again.
 */
export const conflicts = mysqlTable(
  'conflicts',
  {
    id: id(),
    ticketPurchaseId: reference().notNull(),
    concertId: reference(),
    openedAt: instant()
      .notNull()
      .default(sql`CURRENT_TIMESTAMP(3)`),
    closedAt: instant(),
    /** Who closed it last. */
    closedBy: varchar({ length: 100 }),
    /** Every closing in words, one a line, oldest first: when, who, why. Never shortened. */
    closings: text(),
    /** Counts what changed since it was opened (sides, closings): a closing that was decided on an older view is refused. */
    version: int({ unsigned: true }).notNull().default(0),
  },
  (table) => [
    // What makes it one conflict, whatever the order of replay.
    uniqueIndex('conflicts_ticket_purchase_id_unique').on(table.ticketPurchaseId),
  ],
);
