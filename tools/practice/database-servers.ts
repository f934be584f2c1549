import { execFile } from 'node:child_process';
import { access, constants, realpath } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

export type DatabaseKind = 'mysql' | 'mariadb';

/** A database server's program on this machine, not a running one. */
export type DatabaseServer = {
  readonly path: string;
  readonly kind: DatabaseKind;
  /** `9.7.4`, without the distribution's suffix. */
  readonly version: string;
};

/** Names the server programs to use instead of those that are installed; separated like `PATH`. */
export const SERVER_VARIABLE = 'ADMIT_ONE_DATABASE_SERVER';

const run = promisify(execFile);

const FOLDERS_OFF_PATH = [
  '/usr/sbin',
  '/usr/libexec',
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/local/mysql/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mysql/bin',
  '/opt/homebrew/opt/mariadb/bin',
];

const OLDEST_MYSQL_MAJOR = 8;

/**
 * The MySQL and MariaDB programs that can serve practice and tests, MySQL first because it is what the product runs on.
 * A program that `ADMIT_ONE_DATABASE_SERVER` names and that does not work is an error; one that is merely installed and does
 * not work, or is too old, is left out.
 */
export async function findDatabaseServers(
  environment: NodeJS.ProcessEnv = process.env,
): Promise<DatabaseServer[]> {
  const named = environment[SERVER_VARIABLE]?.split(path.delimiter).filter((entry) => entry !== '') ?? [];
  const found = named.length > 0 ? await identifyAll(named) : await identifyInstalled(environment);
  return found.toSorted((a, b) => (a.kind === b.kind ? 0 : a.kind === 'mysql' ? -1 : 1));
}

async function identifyAll(paths: readonly string[]): Promise<DatabaseServer[]> {
  return Promise.all(
    paths.map(async (program) => {
      const server = await identify(path.resolve(program));
      if (server === null)
        throw new Error(`${SERVER_VARIABLE} names ${program}, which is no MySQL 8 or MariaDB.`);
      return server;
    }),
  );
}

async function identifyInstalled(environment: NodeJS.ProcessEnv): Promise<DatabaseServer[]> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = [...(environment['PATH'] ?? '').split(path.delimiter), ...FOLDERS_OFF_PATH];
  const candidates = folders
    .filter((folder) => path.isAbsolute(folder))
    .flatMap((folder) => ['mysqld', 'mariadbd'].map((name) => path.join(folder, name + suffix)));
  // Debian's mysqld is a link to mariadbd, and PATH may name a folder twice.
  const programs = new Set(
    (await Promise.all(candidates.map(resolveProgram))).filter((each) => each !== null),
  );
  return (await Promise.all([...programs].map(identify))).filter((server) => server !== null);
}

async function resolveProgram(candidate: string): Promise<string | null> {
  try {
    await access(candidate, constants.X_OK);
    return await realpath(candidate);
  } catch {
    return null;
  }
}

/** What the server program at this path is; null when it does not run, or is no server that the product supports. */
export async function identify(program: string): Promise<DatabaseServer | null> {
  try {
    const { stdout } = await run(program, ['--version'], { timeout: 20_000 });
    return readVersion(program, stdout);
  } catch {
    return null;
  }
}

/** Reads the answer of `mysqld --version`; null when it is of no server that the product supports. */
export function readVersion(program: string, answer: string): DatabaseServer | null {
  const version = /Ver (\d+)\.(\d+)\.(\d+)/u.exec(answer);
  if (version === null) return null;
  const kind = /mariadb/iu.test(answer) ? 'mariadb' : 'mysql';
  if (kind === 'mysql' && Number(version[1]) < OLDEST_MYSQL_MAJOR) return null;
  return { path: program, kind, version: version.slice(1, 4).join('.') };
}
