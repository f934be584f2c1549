import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { originOf } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { addColumnStatement, ALREADY_THERE, parseCreateTable } from './existing-table.ts';
import { type Migration, readMigrations } from './migrations.ts';

/** A migration that can't be done, in a sentence for the person who started it. Nothing was dropped or rewritten. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** drizzle's own table, so that its tools read the same record. */
const RECORD_TABLE = '__drizzle_migrations';

/** Ten laptops may start at once: one migrates, the others wait for it. */
const LOCK_WAIT_S = 120;

/**
 * Brings the database to this program's migrations, on one connection under a named lock. Works on an empty database, on
 * one that is current (nothing happens) and on one with the web version's tables (what they lack is added).
 * @returns the names of the migrations that were applied now.
 * @throws {MigrationError} when the database is newer than this program, holds one code twice, or the lock stays taken.
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
  await connection.query("SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'");
  await connection.query(
    `CREATE TABLE IF NOT EXISTS \`${RECORD_TABLE}\` (id SERIAL PRIMARY KEY, hash TEXT NOT NULL, created_at BIGINT)`,
  );
  const applied = await appliedMigrations(connection);
  const newestKnown = migrations.at(-1)?.createdAtMs ?? 0;
  if (Math.max(0, ...applied) > newestKnown) {
    throw new MigrationError(
      'This database was set up by a newer version of Admit One: update this program before you use it here.',
    );
  }
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

async function applyStatement(connection: Connection, statement: string, log: Logger): Promise<void> {
  const created = parseCreateTable(statement);
  if (created !== null && (await addMissingColumns(connection, created, log))) return;
  try {
    await connection.query(statement);
  } catch (error) {
    const { errno } = originOf(error);
    if (errno !== undefined && ALREADY_THERE.has(errno)) {
      log.info('Already there', { statement: statement.split('\n')[0] ?? '' });
      return;
    }
    if (errno === 1062) throw new MigrationError(await describeDuplicates(connection));
    throw error;
  }
}

/** Adds what an existing table lacks; false when there is no such table. */
async function addMissingColumns(
  connection: Connection,
  created: NonNullable<ReturnType<typeof parseCreateTable>>,
  log: Logger,
): Promise<boolean> {
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?',
    [created.table],
  );
  if (rows.length === 0) return false;
  const present = new Set(rows.map((row) => String(row['name']).toLowerCase()));
  for (const column of created.columns.filter(({ name }) => !present.has(name))) {
    log.info('Adding a column to a table that is already there', {
      table: created.table,
      column: column.name,
    });
    await connection.query(addColumnStatement(created.table, column));
  }
  return true;
}

/** Names the ticket purchases that share a code by their ids; the codes themselves are worth money. */
async function describeDuplicates(connection: Connection): Promise<string> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT GROUP_CONCAT(id ORDER BY id SEPARATOR ', ') AS ids FROM ticket_purchases
     WHERE qr_code IS NOT NULL GROUP BY qr_code_digest HAVING COUNT(*) > 1 LIMIT 5`,
  );
  const groups = rows.map((row) => `(${String(row['ids'])})`).join(', ');
  return `Two ticket purchases must not share a code, but these do: ids ${groups}. Give each its own code, then migrate again.`;
}
