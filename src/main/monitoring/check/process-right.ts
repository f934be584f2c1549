import { z } from 'zod';
import type { CheckLine } from '#shared/system-check.ts';
import { ask } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { originOf } from '#main/log/describe-error.ts';
import { accountName } from '../account-name.ts';
import { amber, lineOf, type Subject } from './check.ts';

const ACCESS_DENIED_ON_SERVER = 1227;

const accountRows = z.tuple([z.object({ account: z.string() })]);

/** Looks at what only PROCESS may see; where this user has not got it, the line says which GRANT gives it. */
export async function withProcessRight(
  pool: SessionPool,
  subject: Subject,
  look: () => Promise<readonly CheckLine[]>,
): Promise<readonly CheckLine[]> {
  try {
    return await look();
  } catch (error) {
    if (originOf(error).errno !== ACCESS_DENIED_ON_SERVER) throw error;
    const [rows] = await ask(pool, 'ask who we are', ['select current_user() as account']);
    const [{ account }] = accountRows.parse(rows);
    return [
      lineOf(
        subject,
        amber(
          'This user may not look at other sessions.',
          `Have an administrator run: GRANT PROCESS ON *.* TO ${accountName(account)};`,
        ),
      ),
    ];
  }
}
