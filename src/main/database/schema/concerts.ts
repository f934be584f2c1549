import { mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { id, instant, webTimestamps } from './columns.ts';

/** The events. An entry time that is null does not limit entry on its side. */
export const concerts = mysqlTable('concerts', {
  id: id(),
  title: varchar({ length: 255 }).notNull(),
  venue: varchar({ length: 255 }),
  startsAt: instant(),
  entryOpensAt: instant(),
  entryClosesAt: instant(),
  ...webTimestamps(),
});
