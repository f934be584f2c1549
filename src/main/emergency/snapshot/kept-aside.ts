import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The files that belong to a snapshot. */
const ENDINGS = ['', '-wal', '-shm'] as const;

/** Where a gate's snapshot is. */
export function snapshotPath(gateFolder: string): string {
  return path.join(gateFolder, 'snapshot.sqlite');
}

/** Where the snapshot of the database that was set up before is kept until there is a complete one of the database of now. */
export function previousPath(gateFolder: string): string {
  return path.join(gateFolder, 'snapshot.previous.sqlite');
}

/** Moves a damaged snapshot out of the way; of several damaged ones the newest is kept. */
export function putAside(gateFolder: string): void {
  const file = snapshotPath(gateFolder);
  move(file, `${file}.damaged`);
}

/** The snapshot becomes the previous one, in place of an earlier previous one. */
export function keepAsPrevious(gateFolder: string): void {
  move(snapshotPath(gateFolder), previousPath(gateFolder));
}

/** The previous snapshot comes back, in place of the one of now. */
export function bringPreviousBack(gateFolder: string): void {
  move(previousPath(gateFolder), snapshotPath(gateFolder));
}

/** A crash while one was put in the place of the other left only the previous one. */
export function endBrokenMove(gateFolder: string): void {
  if (!existsSync(snapshotPath(gateFolder)) && existsSync(previousPath(gateFolder)))
    bringPreviousBack(gateFolder);
}

/** The names of a snapshot and of all that SQLite may keep beside it. */
export function filesOf(file: string): readonly string[] {
  return ENDINGS.map((ending) => `${file}${ending}`);
}

/** Deletes a snapshot with all that belongs to it. */
export function removeSnapshot(file: string): void {
  for (const each of filesOf(file)) rmSync(each, { force: true });
}

/** Which database the previous snapshot is a copy of; null where there is none, or none that can be read. */
export function previousDatabaseId(gateFolder: string): string | null {
  const file = previousPath(gateFolder);
  if (!existsSync(file)) return null;
  try {
    const database = new DatabaseSync(file);
    try {
      const found = database.prepare("SELECT value FROM state WHERE key = 'database_id'").get()?.['value'];
      return typeof found === 'string' ? found : null;
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

function move(from: string, to: string): void {
  removeSnapshot(to);
  for (const ending of ENDINGS) {
    if (existsSync(`${from}${ending}`)) renameSync(`${from}${ending}`, `${to}${ending}`);
  }
}
