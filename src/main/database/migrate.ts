import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import type { Logger } from '#main/log/logger.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { applyStatement, TABLE_LOCK_WAIT_S } from './apply-statement.ts';
import { checkExisting } from './check-existing.ts';
import { readExistingTables } from './existing-tables.ts';
import { MigrationError } from './migration-error.ts';
import { type Migration, readMigrations } from './migrations.ts';

/** drizzle's own table, so that its tools read the same record. */
const RECORD_TABLE = '__drizzle_migrations';

/** Ten laptops may start at once: one migrates, the others wait for it. */
const LOCK_WAIT_S = 120;

/**
 * Brings the database to this program's migrations, on one connection under a named lock. Works on an empty database, on
 * one that is current (nothing happens) and on one with the web version's tables (what they lack is added). What fails can be put
 * right and run again: every statement that was done before is passed over.
 * @returns the names of the migrations that were applied now.
 * @throws {MigrationError} when the database is newer than this program, has tables that a gate can't use, holds one code
 *   twice, or somebody holds the lock or a table.
 */
export async function migrate(options: {
  readonly url: string;
  readonly migrationsFolder: string;
  readonly log: Logger;
}): Promise<string[]> {
  const migrations = readMigrations(options.migrationsFolder);
  const address = parseDatabaseUrl(options.url);
  const connection = await createConnection({ ...address, charset: 'utf8mb4', connectTimeout: 10_000 });
  // The lock belongs to a server, not to a database: name the database in it. 64 characters at the most.
  const lock = `admit-one-migrate-${address.database}`.slice(0, 64);
  try {
    const [rows] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(?, ?) AS isHeld', [
      lock,
      LOCK_WAIT_S,
    ]);
    if (rows[0]?.['isHeld'] !== 1) {
      throw new MigrationError(
        'Another computer has been migrating this database for two minutes: wait for it, then try again.',
      );
    }
    return await applyAll(connection, migrations, options.log);
  } finally {
    // Closing the connection lets the lock go, whatever state it is in.
    connection.destroy();
  }
}

async function applyAll(
  connection: Connection,
  migrations: readonly Migration[],
  log: Logger,
): Promise<string[]> {
  await connection.query(
    `SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION', lock_wait_timeout = ${TABLE_LOCK_WAIT_S}`,
  );
  const tables = await readExistingTables(connection);
  const applied = tables.has(RECORD_TABLE) ? await appliedMigrations(connection) : new Set<number>();
  const newestKnown = migrations.at(-1)?.createdAtMs ?? 0;
  if (Math.max(0, ...applied) > newestKnown) {
    throw new MigrationError(
      'This database was set up by a newer version of Admit One: update this program before you use it here.',
    );
  }
  checkExisting(tables);
  await connection.query(
    `CREATE TABLE IF NOT EXISTS \`${RECORD_TABLE}\` (id SERIAL PRIMARY KEY, hash TEXT NOT NULL, created_at BIGINT) ENGINE=InnoDB`,
  );
  const pending = migrations.filter((migration) => !applied.has(migration.createdAtMs));
  for (const migration of pending) {
    log.info('Applying a migration', { migration: migration.name });
    for (const statement of migration.statements) await applyStatement(connection, statement, log);
    // DDL commits by itself: a crash before this line only means that every statement is met again, and passed over.
    await connection.query(`INSERT INTO \`${RECORD_TABLE}\` (hash, created_at) VALUES (?, ?)`, [
      migration.hash,
      migration.createdAtMs,
    ]);
  }
  return pending.map((migration) => migration.name);
}

async function appliedMigrations(connection: Connection): Promise<Set<number>> {
  const [rows] = await connection.query<RowDataPacket[]>(`SELECT created_at FROM \`${RECORD_TABLE}\``);
  return new Set(rows.map((row) => Number(row['created_at'])));
}
