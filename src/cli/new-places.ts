import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { CommandError } from './explain-failure.ts';

/**
 * Insists on a file that is not there yet, in a folder that is: nothing is overwritten, and nobody waits for work whose outcome has
 * nowhere to go.
 */
export function insistOnNewFile(file: string): void {
  if (existsSync(file)) throw new CommandError(`${file} is there already: name another file.`);
  const folder = path.dirname(file);
  if (!existsSync(folder)) throw new CommandError(`There is no folder ${folder}.`);
}

/** Insists on a folder that is empty or not there yet, in one that is. */
export function insistOnEmptyFolder(folder: string): void {
  if (!existsSync(folder)) {
    const around = path.dirname(folder);
    if (!existsSync(around)) throw new CommandError(`There is no folder ${around}.`);
    return;
  }
  try {
    if (readdirSync(folder).length === 0) return;
  } catch {
    throw new CommandError(`${folder} is no folder that can be read: name another one.`);
  }
  throw new CommandError(`${folder} is not empty: name a new folder, or an empty one.`);
}
