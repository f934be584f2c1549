import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { initFileOf } from './server-options.ts';

/** The database that a gate uses on a private server. */
const PRACTICE_DATABASE = 'admit_one';

const GATE_USER = 'admit_one';
const ADMIN_USER = 'admit_one_admin';

export type Accounts = {
  /** A gate's: every right on every database, none on the server itself, as a careful IT person would give. */
  readonly url: string;
  /** Every right there is: to kill others' threads, set the server read-only, lock accounts. */
  readonly adminUrl: string;
};

/**
 * Writes the file of statements that makes the accounts at each start, and gives their addresses. The passwords are random, kept
 * in the folder, and set again at each start, whatever a test did to the accounts.
 */
export async function writeAccounts(folder: string, port: number): Promise<Accounts> {
  const password = await keptPassword(path.join(folder, 'password'));
  await writeFile(initFileOf(folder), `${statements(password).join('\n')}\n`, { mode: 0o600 });
  const address = (user: string) => `mysql://${user}:${password}@127.0.0.1:${port}/${PRACTICE_DATABASE}`;
  return { url: address(GATE_USER), adminUrl: address(ADMIN_USER) };
}

async function keptPassword(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    const password = randomBytes(18).toString('base64url');
    await writeFile(file, password, { mode: 0o600 });
    return password;
  }
}

/** One statement a line: a server reads its init file so. */
function statements(password: string): string[] {
  const account = (user: string) => [
    `CREATE USER IF NOT EXISTS '${user}'@'127.0.0.1' IDENTIFIED BY '${password}';`,
    `ALTER USER '${user}'@'127.0.0.1' IDENTIFIED BY '${password}' ACCOUNT UNLOCK;`,
  ];
  return [
    `CREATE DATABASE IF NOT EXISTS ${PRACTICE_DATABASE} CHARACTER SET utf8mb4;`,
    ...account(GATE_USER),
    `GRANT ALL PRIVILEGES ON \`%\`.* TO '${GATE_USER}'@'127.0.0.1';`,
    ...account(ADMIN_USER),
    `GRANT ALL PRIVILEGES ON *.* TO '${ADMIN_USER}'@'127.0.0.1' WITH GRANT OPTION;`,
    `ALTER USER 'root'@'localhost' IDENTIFIED BY '${password}';`,
  ];
}
