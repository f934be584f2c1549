import { setTimeout as wait } from 'node:timers/promises';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { originOf } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import {
  addColumnStatement,
  ALREADY_THERE,
  type ColumnDefinition,
  fitPrefixes,
  parseCreateTable,
  tablesOf,
} from './existing-table.ts';
import { type ExistingTable, readExistingTables } from './existing-tables.ts';
import { MigrationError } from './migration-error.ts';

/**
 * How long a statement waits for a table that somebody has a transaction open on. The server's default is a day or a year,
 * and all that time every gate's SELECT would queue behind the statement: so it is less than an attempt's deadline.
 */
export const TABLE_LOCK_WAIT_S = 2;

/** How often a held table is tried, and the pause in which the gates get their turn. */
const TABLE_LOCK_TRIES = 4;
const TABLE_LOCK_PAUSE_MS = 1_000;

const LOCK_WAIT_TIMEOUT = 1205;
const DUPLICATE_ENTRY = 1062;

/**
 * Applies one statement of a migration to what is there: adds to a table that exists, passes over what is there already.
 * @throws {MigrationError} when two purchases share a code, or somebody holds the table.
 */
export async function applyStatement(connection: Connection, statement: string, log: Logger): Promise<void> {
  const tables = await readExistingTables(connection);
  const created = parseCreateTable(statement);
  const existing = created === null ? undefined : tables.get(created.table);
  if (created !== null && existing !== undefined) {
    for (const column of created.columns.filter(({ name }) => !existing.columns.has(name))) {
      log.info('Adding a column to a table that is already there', {
        table: created.table,
        column: column.name,
      });
      await runPatiently(connection, addColumnStatement(created.table, fitGenerated(column, existing)), log);
    }
    return;
  }
  const [table = ''] = tablesOf(statement);
  const fitted = fitPrefixes(statement, (column) => {
    const found = tables.get(table)?.columns.get(column);
    if (found === undefined || found.capacity === null) return null;
    return { characters: found.capacity, canBeWhole: !found.dataType.endsWith('text') };
  });
  await runPatiently(connection, fitted, log);
}

/**
 * MariaDB refuses to generate from a CHAR column (1901), because `PAD_CHAR_TO_FULL_LENGTH` could add blanks to it, unless
 * they are trimmed; a CHAR has no trailing blanks of its own.
 */
function fitGenerated(column: ColumnDefinition, table: ExistingTable): ColumnDefinition {
  const definition = column.definition.replace(
    /convert\(`(?<source>\w+)` using/u,
    (written, source: string) =>
      table.columns.get(source)?.dataType === 'char' ? `convert(rtrim(\`${source}\`) using` : written,
  );
  return { ...column, definition };
}

async function runPatiently(connection: Connection, statement: string, log: Logger): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await connection.query(statement);
      return;
    } catch (error) {
      const { errno } = originOf(error);
      if (errno === undefined) throw error;
      if (ALREADY_THERE.has(errno)) {
        log.info('Already there', { statement: statement.split('\n')[0] ?? '' });
        return;
      }
      if (errno === DUPLICATE_ENTRY) throw new MigrationError(await describeDuplicates(connection));
      if (errno !== LOCK_WAIT_TIMEOUT) throw error;
      if (tries === TABLE_LOCK_TRIES) throw new MigrationError(describeHolder(statement));
      log.warn('A table is held by somebody else', { tables: tablesOf(statement).join(', '), tries });
      await wait(TABLE_LOCK_PAUSE_MS);
    }
  }
}

function describeHolder(statement: string): string {
  const tables = tablesOf(statement);
  const what = tables.length === 1 ? `the table ${tables[0]}` : `one of the tables ${tables.join(', ')}`;
  return `Something holds ${what}: close the program that has a transaction open, then migrate again.`;
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
