import type { CheckLine } from '#shared/system-check.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { originOf } from '#main/log/describe-error.ts';
import { findOwnAccount } from '../own-account.ts';
import { amber, lineOf, type Subject } from './check.ts';

const ACCESS_DENIED_ON_SERVER = 1227;

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
    const { account } = await findOwnAccount(pool);
    return [
      lineOf(
        subject,
        amber(
          'This user may not look at other sessions.',
          `Have an administrator run: GRANT PROCESS ON *.* TO ${account};`,
        ),
      ),
    ];
  }
}
