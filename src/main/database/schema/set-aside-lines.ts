import { sql } from 'drizzle-orm';
import { char, int, mysqlTable, text, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { id, instant } from './columns.ts';

/** Lines of emergency logs that could not go in, kept whole with the reason until somebody has looked at them. */
export const setAsideLines = mysqlTable(
  'set_aside_lines',
  {
    id: id(),
    emergencyLogId: char({ length: 36 }).notNull(),
    emergencyLogSequence: int({ unsigned: true }).notNull(),
    gateId: varchar({ length: 16 }).notNull(),
    reason: varchar({ length: 40 }).notNull(),
    /** The line as it stands in the log. */
    line: text().notNull(),
    setAsideAt: instant()
      .notNull()
      .default(sql`CURRENT_TIMESTAMP(3)`),
    /** A person has looked into it, and nothing is left to do. Null while it waits for one. */
    closedAt: instant(),
    /** When, by whom and why, in a line of words. */
    closing: text(),
  },
  (table) => [
    // A line is set aside once, however often its log is replayed.
    uniqueIndex('set_aside_lines_log_sequence_unique').on(table.emergencyLogId, table.emergencyLogSequence),
  ],
);
