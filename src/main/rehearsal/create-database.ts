import { z } from 'zod';
import { originOf } from '#main/log/describe-error.ts';
import { isRehearsalName, REHEARSAL_NAMES } from './database-name.ts';
import { RehearsalError } from './rehearsal.ts';
import type { ServerConnection } from './server.ts';

/** The server's words for "you may not": to a database, to a statement, to anything. */
const ACCESS_DENIED: ReadonlySet<number> = new Set([1044, 1142, 1227]);

const userSchema = z.object({ user: z.string() });

/**
 * Makes a database of a plain name.
 * @throws {RehearsalError} with the GRANT to give, when this user may not.
 */
export async function createDatabase(server: ServerConnection, name: string): Promise<void> {
  try {
    await server.run(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  } catch (error) {
    if (!ACCESS_DENIED.has(originOf(error).errno ?? 0)) throw error;
    const [row] = await server.rows(userSchema, 'SELECT CURRENT_USER() AS user');
    throw new RehearsalError(
      `The database user may not make a database for the rehearsal. Have the server’s administrator run: ${grantFor(name, row?.user ?? '')}`,
      { cause: error },
    );
  }
}

/** `user` as the server says it: `name@host`. */
function grantFor(name: string, user: string): string {
  const at = user.lastIndexOf('@');
  const account = `'${user.slice(0, at).replaceAll("'", "''")}'@'${user.slice(at + 1)}'`;
  const databases = isRehearsalName(name) ? REHEARSAL_NAMES : name.replaceAll('_', '\\_');
  return `GRANT ALL PRIVILEGES ON \`${databases}\`.* TO ${account};`;
}
