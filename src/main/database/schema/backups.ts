import { bigint, char, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { id, instant } from './columns.ts';

/** Backups that were made of this database with `admit-one backup`, so that every laptop can tell how old the newest is. */
export const backups = mysqlTable('backups', {
  id: id(),
  /** The dump shows the database as it was then, by the server's clock. */
  takenAt: instant().notNull(),
  /** Where it lies: a laptop's name and a file. */
  host: varchar({ length: 255 }).notNull(),
  file: varchar({ length: 1000 }).notNull(),
  bytes: bigint({ mode: 'number', unsigned: true }).notNull(),
  sha256: char({ length: 64 }).notNull(),
});
