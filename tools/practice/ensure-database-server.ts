import { readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { installFromDebian } from './install-from-debian.ts';
import { type DatabaseServer, findDatabaseServers, identify, SERVER_VARIABLE } from './database-servers.ts';

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
  const isInstalled = await installFromDebian(
    DEBIAN_PACKAGES,
    'MariaDB from Debian for practice (about a minute, only the first time)',
    onProgress,
  );
  return isInstalled ? ((await findDatabaseServers())[0] ?? null) : null;
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
