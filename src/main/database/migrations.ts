import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { z } from 'zod';

/** One migration file of `drizzle/`. */
export type Migration = {
  readonly name: string;
  /** When it was generated, in milliseconds: the order of migrations and their identity in the database. */
  readonly createdAtMs: number;
  readonly hash: string;
  readonly statements: readonly string[];
};

const journalSchema = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) });

/** Reads the migrations of a folder that drizzle-kit wrote, oldest first. */
export function readMigrations(folder: string): Migration[] {
  const journal = journalSchema.parse(
    JSON.parse(readFileSync(path.join(folder, 'meta/_journal.json'), 'utf8')),
  );
  const names = new Map(journal.entries.map((entry) => [entry.when, entry.tag]));
  return readMigrationFiles({ migrationsFolder: folder }).map((file) => ({
    name: names.get(file.folderMillis) ?? String(file.folderMillis),
    createdAtMs: file.folderMillis,
    hash: file.hash,
    statements: file.sql.map((statement) => statement.trim()).filter((statement) => statement !== ''),
  }));
}
