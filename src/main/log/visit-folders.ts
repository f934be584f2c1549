import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** How far below a given folder is looked: a stick, a folder a gate, the export or the user-data folder in it, its logs. */
const MOST_STEPS_DOWN = 3;
/** What a stick's own system keeps on it, and what is no part of the night: many of these nobody may even read. */
const PASSED_OVER = /^(?:[.$]|lost\+found$|System Volume Information$|practice$)/u;

/** A folder that was looked into. */
export type VisitedFolder = {
  readonly folder: string;
  /** How far below the given one; 0 for that itself. */
  readonly stepsDown: number;
  /** What is in it, sorted; empty where it could not be read. */
  readonly names: readonly string[];
  /** Why it could not be read; null when it was. */
  readonly error: unknown;
};

/**
 * Looks into `folder` and those below it, three steps down and no further: people lay logs out as they like. Symbolic links
 * are not followed, and nothing is looked for below a folder whose names are an `isEnd`. Never throws for what is on the disk.
 */
export async function visitFolders(
  folder: string,
  isEnd: (names: readonly string[]) => boolean = () => false,
  stepsDown = 0,
): Promise<VisitedFolder[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.map(({ name }) => name).toSorted();
    const visited: VisitedFolder[] = [{ folder, stepsDown, names, error: null }];
    if (stepsDown === MOST_STEPS_DOWN || isEnd(names)) return visited;
    const below = entries.filter((entry) => entry.isDirectory() && !PASSED_OVER.test(entry.name));
    for (const name of below.map((entry) => entry.name).toSorted())
      visited.push(...(await visitFolders(path.join(folder, name), isEnd, stepsDown + 1)));
    return visited;
  } catch (error) {
    return [{ folder, stepsDown, names: [], error }];
  }
}
