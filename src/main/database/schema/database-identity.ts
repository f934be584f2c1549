import { char, mysqlTable, tinyint } from 'drizzle-orm/mysql-core';

/**
 * What this database is known by, whatever its address: one row, drawn once by the migration, or by a gate
 * where a restored table lacks it. A backup that is restored
 * keeps it, which is right: it is the same concert's books.
 */
export const databaseIdentity = mysqlTable('database_identity', {
  id: tinyint({ unsigned: true }).primaryKey().default(1),
  uuid: char({ length: 36 }).notNull(),
});
