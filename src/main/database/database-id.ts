import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { ask } from './ask.ts';
import { databaseIdentity } from './schema/index.ts';
import type { SessionPool } from './session-pool.ts';
import { sqlStatement } from './statement.ts';

const selectDatabaseId = sqlStatement(sql`select \`uuid\` from ${databaseIdentity}`);
const insertDatabaseId = sqlStatement(
  sql`insert ignore into ${databaseIdentity} (\`id\`, \`uuid\`) values (1, uuid())`,
);
/** Exactly one row: a database without an identity can't be told from another one. */
const rowsSchema = z.tuple([z.object({ uuid: z.string() })]);

/**
 * Draws an identity where there is none, to be sent before the question: a table that was restored without its row must not
 * keep the gates from their concert.
 */
export function drawDatabaseId(): string {
  return insertDatabaseId({});
}

/** The question who this database is, to be sent together with others. */
export function askDatabaseId(): string {
  return selectDatabaseId({});
}

/**
 * The answer to `askDatabaseId`.
 * @throws {z.ZodError} when the database has no identity, or two.
 */
export function readDatabaseId(rows: unknown): string {
  return rowsSchema.parse(rows)[0].uuid;
}

/** Asks who this database is, and nothing else. Throws the driver's error or a TimeLimitError. */
export async function findDatabaseId(pool: SessionPool): Promise<string> {
  const [rows] = await ask(pool, 'find the database’s identity', [askDatabaseId()]);
  return readDatabaseId(rows);
}
