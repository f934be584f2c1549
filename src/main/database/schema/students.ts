import { mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { id, webTimestamps } from './columns.ts';

/** The students who may hold a ticket purchase. */
export const students = mysqlTable('students', {
  id: id(),
  name: varchar({ length: 255 }).notNull(),
  email: varchar({ length: 255 }),
  ...webTimestamps(),
});
