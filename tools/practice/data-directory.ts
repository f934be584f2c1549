import { execFile } from 'node:child_process';
import { access, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { DatabaseServer } from './database-servers.ts';
import { optionsBefore, userOptions } from './server-options.ts';

const run = promisify(execFile);

/** What a server keeps between runs stands here, inside the private server's folder. */
export const DATA_FOLDER = 'data';

/** Names the server that made the data directory; written last, so that a half-made one is never taken for good. */
const MARK = 'made-by.json';
const LINES_SHOWN = 8;
const SET_ASIDE_PREFIX = 'data-set-aside-';

const makerSchema = z.strictObject({ kind: z.enum(['mysql', 'mariadb']), version: z.string() });
type Maker = z.infer<typeof makerSchema>;

export type DataDirectory = { readonly path: string; readonly isFresh: boolean };

/**
 * Gives the server its data directory in `folder`: the one that is there when the same kind and version made it, else a new
 * one. What is replaced is set aside and `onProgress` told.
 */
export async function prepareDataDirectory(
  server: DatabaseServer,
  folder: string,
  onProgress: (sentence: string) => void,
): Promise<DataDirectory> {
  const data = path.join(folder, DATA_FOLDER);
  if (await exists(data)) {
    const maker = await readMaker(folder);
    if (maker?.kind === server.kind && maker.version === server.version)
      return { path: data, isFresh: false };
    await setDataAside(folder, onProgress, `was not made by this server (${server.kind} ${server.version})`);
  }
  onProgress(
    `Preparing a private ${server.kind} ${server.version} server (some seconds, only the first time) ...`,
  );
  await initialise(server, data);
  await writeFile(
    path.join(folder, MARK),
    JSON.stringify({ kind: server.kind, version: server.version } satisfies Maker),
  );
  return { path: data, isFresh: true };
}

/** Which server made the data in `folder`; null where there is none, or only a half-made one. */
export async function readMaker(folder: string): Promise<Maker | null> {
  try {
    return makerSchema.parse(JSON.parse(await readFile(path.join(folder, MARK), 'utf8')));
  } catch {
    return null;
  }
}

/** Moves the data directory of `folder` out of the way, with `reason` in the sentence. Only the newest one set aside is kept. */
export async function setDataAside(
  folder: string,
  onProgress: (sentence: string) => void,
  reason: string,
): Promise<void> {
  await rm(path.join(folder, MARK), { force: true });
  const older = (await readdir(folder)).filter((name) => name.startsWith(SET_ASIDE_PREFIX));
  for (const name of older) await rm(path.join(folder, name), { recursive: true, force: true });
  const aside = `${SET_ASIDE_PREFIX}${new Date().toISOString().replaceAll(/[:.]/gu, '-')}`;
  await rename(path.join(folder, DATA_FOLDER), path.join(folder, aside));
  onProgress(`The data in ${folder} ${reason}; it was set aside as ${aside}, and new data is made.`);
}

async function initialise(server: DatabaseServer, data: string): Promise<void> {
  const user = userOptions();
  try {
    if (server.kind === 'mysql') {
      await run(server.path, [
        ...(await optionsBefore(server)),
        '--initialize-insecure',
        ...user,
        `--datadir=${data}`,
      ]);
      return;
    }
    await mkdir(data, { mode: 0o700 });
    await run(await findInstaller(server), [
      '--no-defaults',
      // Accounts go by address here: a host name that can't be looked up is no obstacle.
      '--force',
      '--skip-test-db',
      '--auth-root-authentication-method=normal',
      ...user,
      `--datadir=${data}`,
    ]);
  } catch (error) {
    await rm(data, { recursive: true, force: true });
    throw new Error(`${server.path} could not prepare a data directory: ${describe(error)}`, {
      cause: error,
    });
  }
}

async function findInstaller(server: DatabaseServer): Promise<string> {
  const above = path.dirname(path.dirname(server.path));
  const names =
    process.platform === 'win32' ? ['mariadb-install-db.exe'] : ['mariadb-install-db', 'mysql_install_db'];
  const folders = [path.join(above, 'bin'), path.join(above, 'scripts'), '/usr/bin', '/usr/local/bin'];
  for (const candidate of folders.flatMap((folder) => names.map((name) => path.join(folder, name)))) {
    if (await exists(candidate)) return candidate;
  }
  throw new Error(`mariadb-install-db was not found beside ${server.path}.`);
}

async function exists(target: string): Promise<boolean> {
  return access(target).then(
    () => true,
    () => false,
  );
}

/** The last lines of what the program said, or the error's own words. */
function describe(error: unknown): string {
  const { stdout, stderr } = error as { readonly stdout?: unknown; readonly stderr?: unknown };
  const said = [stdout, stderr]
    .filter((text) => typeof text === 'string')
    .join('\n')
    .trim();
  return said === '' ? String(error) : said.split('\n').slice(-LINES_SHOWN).join(' ');
}
