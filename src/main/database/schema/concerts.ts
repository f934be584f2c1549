import { mysqlEnum, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { ON_ITS_OWN_KNOWN, ON_ITS_OWN_UNKNOWN } from '#shared/on-its-own.ts';
import { id, instant, webTimestamps } from './columns.ts';

/** The events. An entry time that is null does not limit entry on its side. */
export const concerts = mysqlTable('concerts', {
  id: id(),
  title: varchar({ length: 255 }).notNull(),
  venue: varchar({ length: 255 }),
  startsAt: instant(),
  entryOpensAt: instant(),
  entryClosesAt: instant(),
  /** What a gate on its own does with a known, unused ticket: admit, or only with the lead's PIN. Invisible (ADR 0006). */
  onItsOwnKnown: mysqlEnum(ON_ITS_OWN_KNOWN).notNull().default('admit'),
  /** And with a code that its snapshot does not know: refuse, or let the lead admit it by hand. Invisible. */
  onItsOwnUnknown: mysqlEnum(ON_ITS_OWN_UNKNOWN).notNull().default('refuse'),
  ...webTimestamps(),
});
