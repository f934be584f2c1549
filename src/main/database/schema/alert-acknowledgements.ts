import { index, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { sql } from 'drizzle-orm';
import { id, instant } from './columns.ts';

/** Somebody has seen an alert and looks after it: who and when. Rows are added and never changed. */
export const alertAcknowledgements = mysqlTable(
  'alert_acknowledgements',
  {
    id: id(),
    /** What the alert is about, and since when: an alert that comes again is another one. */
    alertKey: varchar({ length: 190 }).notNull(),
    acknowledgedBy: varchar({ length: 100 }).notNull(),
    acknowledgedAt: instant()
      .notNull()
      .default(sql`CURRENT_TIMESTAMP(3)`),
  },
  (table) => [
    // Who looks after an alert that shows: WHERE alert_key IN (...)
    index('alert_acknowledgements_alert_key_index').on(table.alertKey),
  ],
);
