import type { SessionPool } from '#main/database/session-pool.ts';
import { describeError, originOf } from '#main/log/describe-error.ts';
import { findOwnAccount } from '../own-account.ts';

/** A right that the database's user has not got. */
export type MissingRight = {
  /** As a GRANT calls it; several with commas. */
  readonly right: string;
  /** What gives it, and who can. */
  readonly advice: string;
};

/** Denied: a whole database, a command on a table, and on a column. */
const DENIED: ReadonlySet<number> = new Set([1044, 1142, 1143]);

/** What a gate needs, where the server does not name one. */
const GATE_RIGHTS = 'SELECT, INSERT, UPDATE';

/** Says which right a statement was denied for; null where it failed for anything else. @throws the driver's error. */
export async function findMissingRight(pool: SessionPool, error: unknown): Promise<MissingRight | null> {
  const { errno } = originOf(error);
  if (errno === undefined || !DENIED.has(errno)) return null;
  const right = rightIn(describeError(error).message);
  const { account, database } = await findOwnAccount(pool);
  return { right, advice: `Have an administrator run: GRANT ${right} ON ${database}.* TO ${account};` };
}

/** The server begins with it: “INSERT command denied to user …”. */
function rightIn(words: string): string {
  const command = /^(?<command>[\w, ]+?) command denied/u.exec(words)?.groups?.['command'];
  if (command === undefined) return GATE_RIGHTS;
  // MySQL's word for SELECT ... FOR UPDATE: who may read a row, but not change it, may not lock it.
  if (command === 'SELECT with locking clause') return 'UPDATE';
  return /^[A-Z, ]+$/u.test(command) ? command : GATE_RIGHTS;
}
