import { char, index, mysqlEnum, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { clockColumns, id, instant, logLineColumns, reference } from './columns.ts';

/** One admission of a conflict: which gate, who was on duty, when at the door, and by which line of a log. */
export const conflictSides = mysqlTable(
  'conflict_sides',
  {
    id: id(),
    conflictId: reference().notNull(),
    /** Null for an admission that left no attempt: the web version's. */
    attemptId: char({ length: 36 }),
    gateId: varchar({ length: 16 }),
    operator: varchar({ length: 100 }).notNull().default(''),
    decidedBy: mysqlEnum(['database', 'emergency']).notNull(),
    doorTime: instant(),
    ...clockColumns(),
    ...logLineColumns(),
  },
  (table) => [
    // One admission is one side, however often its line is replayed.
    uniqueIndex('conflict_sides_attempt_id_unique').on(table.attemptId),
    // The sides of a conflict: WHERE conflict_id IN (...)
    index('conflict_sides_conflict_id_index').on(table.conflictId),
  ],
);
