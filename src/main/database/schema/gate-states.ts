import { char, int, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { changeTime, clockColumns } from './columns.ts';

/**
 * What each gate last said of itself, one row a gate. Writing it is also how a gate finds out that the database takes
 * writes again, and where the last line of its emergency log is on record outside the laptop.
 */
export const gateStates = mysqlTable('gate_states', {
  gateId: varchar({ length: 16 }).primaryKey(),
  /** How often it has said so: makes every write a change, even within a millisecond. */
  beat: int({ unsigned: true }).notNull().default(0),
  seenAt: changeTime(),
  programVersion: varchar({ length: 40 }).notNull().default(''),
  ...clockColumns(),
  /** Lines of its emergency log that are not in the database yet. */
  pendingLines: int({ unsigned: true }).notNull().default(0),
  lastLogId: char({ length: 36 }),
  lastLogSequence: int({ unsigned: true }),
});
