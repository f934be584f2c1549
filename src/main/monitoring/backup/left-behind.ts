import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Longer than anything of ours runs: whoever made it is gone, whatever runs under its number now. */
const LEFT_AFTER_MS = 24 * 60 * 60 * 1_000;

/** The owner's number, then what `mkdtemp` adds. */
const OPTION_FOLDER = /^admit-one-options-(?<pid>\d+)-\w{6}$/u;
/** As `takeBackup` names them, while they are written. */
const UNFINISHED_BACKUP = /_\d{4}-\d\d-\d\d_\d\d\.\d\d\.\d\d\.sql\.gz\.unfinished$/u;

/** What an option file's folder begins with. It names its owner, so that one that was killed is known. */
export function optionFolderPrefix(): string {
  return `admit-one-options-${process.pid}-`;
}

/** Removes the passwords that killed commands left in `folder`. Never fails: what may not be removed is another user's. */
export async function removeLeftOptionFolders(folder: string): Promise<void> {
  await removeWhere(folder, async (name, file) => {
    const pid = OPTION_FOLDER.exec(name)?.groups?.['pid'];
    return pid !== undefined && (!isRunning(Number(pid)) || (await isLeft(file)));
  });
}

/** Removes what killed backups left in `folder`: half a dump holds codes, and takes room. Never fails. */
export async function removeUnfinishedBackups(folder: string): Promise<void> {
  await removeWhere(folder, async (name, file) => UNFINISHED_BACKUP.test(name) && (await isLeft(file)));
}

async function removeWhere(
  folder: string,
  isOver: (name: string, file: string) => Promise<boolean>,
): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const file = path.join(folder, name);
    if (await isOver(name, file).catch(() => false)) {
      await rm(file, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

async function isLeft(file: string): Promise<boolean> {
  return Date.now() - (await stat(file)).mtimeMs > LEFT_AFTER_MS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's may not be asked, and so is there.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
