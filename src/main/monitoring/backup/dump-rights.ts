import type { SessionPool } from '#main/database/session-pool.ts';
import { findOwnAccount } from '../own-account.ts';
import { BackupError } from './backup-failure.ts';
import { ProgramError } from './run-program.ts';
import type { ServerKind } from './server-kind.ts';

/**
 * How a tool says “you may not”: by the server's number (a database, a table, a right on the server), or in MySQL's words about a
 * routine. A wrong password has another number.
 */
const DENIED = /\b(?:1044|1142|1143|1227)\b|insuff?ici?ent privileges/u;

/** What a database holds besides its rows, a user may not see without these. */
const DATABASE_RIGHTS = 'SELECT, SHOW VIEW, TRIGGER, EVENT';

/** What a routine is made of belongs to who made it, and to the server. */
const ROUTINE_RIGHT: Readonly<Record<ServerKind, string>> = {
  mysql: 'SHOW_ROUTINE ON *.*',
  mariadb: 'SELECT ON mysql.proc',
};

/**
 * In the place of a tool's complaint about a right: who lacks it, and the GRANTs that a whole backup takes; any other error as it is.
 * All of them at once: what a user may not even see, the tool leaves out without a word.
 * @throws the driver's error.
 */
export async function explainDenial(pool: SessionPool, kind: ServerKind, error: unknown): Promise<unknown> {
  if (!(error instanceof ProgramError) || !DENIED.test(error.message)) return error;
  const { account, database } = await findOwnAccount(pool);
  return new BackupError(
    `The database’s user may not back up everything: ${error.message}`,
    `Have an administrator run: GRANT ${DATABASE_RIGHTS} ON ${database}.* TO ${account}; GRANT ${ROUTINE_RIGHT[kind]} TO ${account};`,
  );
}
