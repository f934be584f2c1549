import { execFile } from 'node:child_process';
import { access, readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type DatabaseServer, findDatabaseServers, identify, SERVER_VARIABLE } from './database-servers.ts';

const run = promisify(execFile);
const APT_OUTPUT_BYTES = 16 * 1024 ** 2;

/** The release that is downloaded where nothing is installed: long-term support, in every system's archive. */
const DOWNLOADED_RELEASE = '8.4.x';

/** Where `mysql-memory-server` keeps what it downloaded. */
const DOWNLOADS = path.join(os.tmpdir(), 'mysqlmsn', 'binaries');

/**
 * The programs of the servers proper and of the tools that prepare a data directory, without the package that would make a service of
 * them: practice must not leave a database server running on somebody's computer.
 */
const DEBIAN_PACKAGES = ['mariadb-server-core', 'mariadb-client-core'];

/**
 * The database servers of this machine; where there is none, one is fetched: on Debian as root by apt, elsewhere MySQL as
 * its makers publish it. Throws with one sentence that says what to install when that fails.
 */
export async function ensureDatabaseServers(
  onProgress: (sentence: string) => void,
): Promise<readonly [DatabaseServer, ...DatabaseServer[]]> {
  const [first, ...others] = await findDatabaseServers();
  if (first !== undefined) return [first, ...others];
  const fetched =
    (await installOnDebian(onProgress)) ?? (await findDownloaded()) ?? (await download(onProgress));
  if (fetched !== null) return [fetched];
  throw new Error(
    `Practice needs a database server: install MySQL 8.0 or later, or MariaDB 10.11 (Debian, Ubuntu: apt-get install mariadb-server), or name its mysqld in ${SERVER_VARIABLE}.`,
  );
}

async function installOnDebian(onProgress: (sentence: string) => void): Promise<DatabaseServer | null> {
  if (process.getuid?.() !== 0 || !(await exists('/etc/debian_version'))) return null;
  onProgress('Installing MariaDB from Debian for practice (about a minute, only the first time) ...');
  try {
    // Lists that are out of date, or missing in a container, name packages that are no longer there.
    await runApt(['update']);
    await runApt(['install', '--no-install-recommends', ...DEBIAN_PACKAGES]);
  } catch (error) {
    const said = (error as { readonly stderr?: unknown }).stderr;
    onProgress(`apt-get could not install MariaDB: ${String(said ?? error).trim()}`);
    return null;
  }
  return (await findDatabaseServers())[0] ?? null;
}

async function runApt(order: readonly string[]): Promise<void> {
  // Another apt may be at work, on a machine that has just been set up.
  await run('apt-get', ['-qq', '-y', '-o', 'DPkg::Lock::Timeout=120', ...order], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: APT_OUTPUT_BYTES,
  });
}

async function findDownloaded(): Promise<DatabaseServer | null> {
  const program = process.platform === 'win32' ? 'mysqld.exe' : 'mysqld';
  for (const version of await readdir(DOWNLOADS).catch(() => [])) {
    const server = await identify(path.join(DOWNLOADS, version, 'mysql', 'bin', program));
    if (server !== null) return server;
  }
  return null;
}

/** Only its download is of use to us: the server that it starts keeps nothing and can't be restarted in place. */
async function download(onProgress: (sentence: string) => void): Promise<DatabaseServer | null> {
  onProgress('Downloading MySQL for practice (some hundred megabytes, only the first time) ...');
  try {
    const { createDB } = await import('mysql-memory-server');
    const database = await createDB({ version: DOWNLOADED_RELEASE, downloadBinaryOnce: true });
    await database.stop();
  } catch (error) {
    // The package throws strings.
    onProgress(`MySQL could not be downloaded: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
  return findDownloaded();
}

async function exists(target: string): Promise<boolean> {
  return access(target).then(
    () => true,
    () => false,
  );
}
