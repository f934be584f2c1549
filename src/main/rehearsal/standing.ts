import { getTableName } from 'drizzle-orm';
import { z } from 'zod';
import * as schema from '#main/database/schema/index.ts';
import { REHEARSAL_PREFIX } from './rehearsal-tickets.ts';
import type { ServerConnection } from './server.ts';

/** The table that marks a database as a rehearsal's: without it nothing here is ever dropped. */
export const MARK_TABLE = 'admit_one_rehearsal';

/** Every table that may stand in a rehearsal's database. */
const OUR_TABLES: ReadonlySet<string> = new Set([
  ...Object.values(schema).map((table) => getTableName(table)),
  '__drizzle_migrations',
  MARK_TABLE,
]);

/** What stands under a name on a server. */
export type Standing =
  | { readonly kind: 'absent' }
  | { readonly kind: 'empty'; readonly isInUse: boolean }
  /** A rehearsal's, and nobody else's data. */
  | { readonly kind: 'rehearsal'; readonly isInUse: boolean; readonly isKept: boolean }
  /** Somebody's data: hands off. */
  | { readonly kind: 'foreign'; readonly why: string };

const nameSchema = z.object({ name: z.string() });
const countSchema = z.object({ n: z.coerce.number() });
const flagSchema = z.object({ flag: z.coerce.number().nullable() });

/** The named lock that a rehearsal holds for as long as it uses a database. 64 characters at the most. */
export function lockOf(name: string): string {
  return `admit-one-rehearse-${name}`.slice(0, 64);
}

/** Looks at what stands under `name`, which is a plain one. */
export async function lookAt(server: ServerConnection, name: string): Promise<Standing> {
  const [there] = await server.rows(
    countSchema,
    'SELECT COUNT(*) AS n FROM information_schema.schemata WHERE schema_name = ?',
    [name],
  );
  if (there?.n === 0) return { kind: 'absent' };
  const tables = new Set(await tablesIn(server, name));
  if (tables.size === 0) return { kind: 'empty', isInUse: await isInUse(server, name) };
  if (!tables.has(MARK_TABLE)) return { kind: 'foreign', why: 'it has tables that no rehearsal made' };
  const strange = [...tables].find((table) => !OUR_TABLES.has(table));
  if (strange !== undefined) return { kind: 'foreign', why: `somebody put the table ${strange} into it` };
  if (tables.has('ticket_purchases') && (await hasRealTickets(server, name))) {
    return { kind: 'foreign', why: 'it has ticket purchases that no rehearsal made' };
  }
  const marks = await server.rows(flagSchema, `SELECT is_kept AS flag FROM ${name}.${MARK_TABLE}`);
  return {
    kind: 'rehearsal',
    isInUse: await isInUse(server, name),
    isKept: marks.some(({ flag }) => flag === 1),
  };
}

/** The tables of a database. */
export async function tablesIn(server: ServerConnection, name: string): Promise<string[]> {
  const rows = await server.rows(
    nameSchema,
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?',
    [name],
  );
  return rows.map((row) => row.name);
}

async function hasRealTickets(server: ServerConnection, name: string): Promise<boolean> {
  const rows = await server.rows(
    flagSchema,
    `SELECT EXISTS (SELECT 1 FROM ${name}.ticket_purchases WHERE qr_code IS NULL OR qr_code NOT LIKE ?) AS flag`,
    [`${REHEARSAL_PREFIX}%`],
  );
  return rows[0]?.flag !== 0;
}

/** Whether a process has to do with it: a rehearsal that holds the lock, or any session in it. When in doubt, yes. */
async function isInUse(server: ServerConnection, name: string): Promise<boolean> {
  try {
    const [lock] = await server.rows(flagSchema, 'SELECT IS_FREE_LOCK(?) AS flag', [lockOf(name)]);
    const [sessions] = await server.rows(
      countSchema,
      'SELECT COUNT(*) AS n FROM information_schema.processlist WHERE db = ?',
      [name],
    );
    return lock?.flag !== 1 || sessions?.n !== 0;
  } catch {
    return true;
  }
}
