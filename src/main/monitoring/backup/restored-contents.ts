import { z } from 'zod';
import { ask } from '#main/database/ask.ts';
import { openSessionPool, type PoolLimits } from '#main/database/session-pool.ts';
import type { Logger } from '#main/log/logger.ts';
import { BackupError } from './backup-failure.ts';
import type { BackupContents } from './read-backup.ts';

/** What a restored database holds. */
export type RestoredContents = {
  /** By which gates know it; null where the backup holds no identity. */
  readonly databaseId: string | null;
  /** Null where the backup holds no such table. */
  readonly ticketPurchases: number | null;
  readonly attempts: number | null;
};

/** Nobody stands at a door: a count over millions may take its time. */
const LIMITS: PoolLimits = { connections: 1, queue: 2, connectMs: 5_000, statementMs: 60_000 };

const NAMES = `select lower(table_name) as name from information_schema.tables
  where table_schema = database() and table_type = 'BASE TABLE'`;
const nameRows = z.array(z.object({ name: z.string() }));
const COUNTS = {
  database_identity: 'select uuid as found from database_identity',
  ticket_purchases: 'select count(*) as found from ticket_purchases',
  scan_attempts: 'select count(*) as found from scan_attempts',
} as const;
const foundRows = z.array(z.object({ found: z.union([z.string(), z.number()]) }));

/** Looks at what has arrived. */
export async function countRestored(
  url: string,
  contents: BackupContents,
  log: Logger,
): Promise<RestoredContents> {
  const pool = openSessionPool({ url, log, limits: LIMITS });
  try {
    const [rows] = await ask(pool, 'look at the restored tables', [NAMES], LIMITS.statementMs);
    const names = new Set(nameRows.parse(rows).map(({ name }) => name));
    if (names.size !== contents.tables) {
      throw new BackupError(
        `The backup holds ${contents.tables} tables, but ${names.size} arrived.`,
        'Drop the database and restore again.',
      );
    }
    const findIn = async (table: keyof typeof COUNTS): Promise<string | number | null> => {
      if (!names.has(table)) return null;
      const [found] = await ask(pool, 'look at a restored table', [COUNTS[table]], LIMITS.statementMs);
      return foundRows.parse(found)[0]?.found ?? null;
    };
    const databaseId = await findIn('database_identity');
    const ticketPurchases = await findIn('ticket_purchases');
    const attempts = await findIn('scan_attempts');
    return {
      databaseId: databaseId === null ? null : String(databaseId),
      ticketPurchases: ticketPurchases === null ? null : Number(ticketPurchases),
      attempts: attempts === null ? null : Number(attempts),
    };
  } finally {
    await pool.close();
  }
}
