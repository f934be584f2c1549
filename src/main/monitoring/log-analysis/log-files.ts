import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** What the logger makes of `admit-one.log` when that is full. */
const OLD = /\.old(?=\.log$)/u;
const LOG = /\.log$/u;
/** Where a laptop's user-data folder has its logs. */
const LOGS_FOLDER = 'logs';

/**
 * The log files that `paths` name, one list a laptop, each older file before the one that goes on from it. A path that does
 * not exist is in it too: whoever reads it says so.
 */
export async function listLogFiles(paths: readonly string[]): Promise<readonly (readonly string[])[]> {
  const files = (await Promise.all(paths.map((given) => filesIn(path.resolve(given))))).flat();
  const laptops = Map.groupBy(new Set(files), (file) => file.replace(OLD, ''));
  return [...laptops.values()].map((own) => own.toSorted((one, other) => isOld(other) - isOld(one)));
}

function isOld(file: string): number {
  return OLD.test(file) ? 1 : 0;
}

async function filesIn(given: string): Promise<string[]> {
  if (!(await isFolder(given))) return [given];
  const names = (await readdir(given).catch(() => [])).filter((name) => LOG.test(name)).toSorted();
  const inner = path.join(given, LOGS_FOLDER);
  if (names.length === 0 && (await isFolder(inner))) return await filesIn(inner);
  // Nothing in it is said like a file that is not there.
  return names.length === 0
    ? [path.join(given, 'admit-one.log')]
    : names.map((name) => path.join(given, name));
}

async function isFolder(given: string): Promise<boolean> {
  return await stat(given).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
