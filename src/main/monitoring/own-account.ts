import { escapeId } from 'mysql2/promise';
import { z } from 'zod';
import { ask } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { accountName } from './account-name.ts';

/** Who we are to the server, and where, as a GRANT wants them. */
export type OwnAccount = {
  /** `'user'@'host'`. */
  readonly account: string;
  /** Quoted. */
  readonly database: string;
};

const accountRows = z.tuple([z.object({ account: z.string(), name: z.string() })]);

/** Asks the server for both. @throws the driver's error. */
export async function findOwnAccount(pool: SessionPool): Promise<OwnAccount> {
  const [rows] = await ask(pool, 'ask who we are', [
    "select current_user() as account, coalesce(database(), '') as name",
  ]);
  const [{ account, name }] = accountRows.parse(rows);
  return { account: accountName(account), database: escapeId(name, true) };
}
