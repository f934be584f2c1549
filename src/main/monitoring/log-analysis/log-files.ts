import { stat } from 'node:fs/promises';
import path from 'node:path';
import { visitFolders } from '#main/log/visit-folders.ts';

/** What the logger makes of `admit-one.log` when that is full. */
const OLD = /\.old(?=\.log$)/u;
const LOG = /\.log$/u;
/** Further down other programs' files may end like that too: a window's own storage has some. */
const OWN_NAME = /^admit-one.*\.log$/u;
/** Where a laptop's user-data folder has its logs. */
const LOGS_FOLDER = 'logs';

/**
 * The log files that `paths` name, or that lie in or below these folders: one list a laptop, each older file before the one that
 * goes on from it. A path that does not exist, and a given folder without any, is in it too: whoever reads it says so.
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
  const visited = await visitFolders(given);
  const files = visited.flatMap(({ folder, stepsDown, names, error }) => {
    // A folder that can't be read is said by whoever reads it as a file.
    if (error !== null) return [folder];
    const isOurs = stepsDown === 0 || path.basename(folder) === LOGS_FOLDER;
    return names
      .filter((name) => (isOurs ? LOG : OWN_NAME).test(name))
      .map((name) => path.join(folder, name));
  });
  // Nothing in it is said like a file that is not there.
  return files.length === 0 ? [path.join(given, 'admit-one.log')] : files;
}

async function isFolder(given: string): Promise<boolean> {
  return await stat(given).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
