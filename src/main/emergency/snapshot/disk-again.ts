import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { removeSnapshot, snapshotPath } from './kept-aside.ts';
import { makePrivateFile, makePrivateFolder } from './private-files.ts';

/** More than SQLite needs to open a file for writing (32 KiB for its index of the write-ahead log). */
const ROOM_BYTES = 256 * 1024;

/** Tells whether the gate's folder takes a file; costs next to nothing, however large the snapshot is. */
export function canBeWritten(gateFolder: string): boolean {
  const trial = path.join(gateFolder, `snapshot.trial-${process.pid}`);
  try {
    makePrivateFolder(gateFolder);
    writeFileSync(trial, Buffer.alloc(ROOM_BYTES), { mode: 0o600 });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(trial, { force: true });
  }
}

/** Writes a snapshot that is only in memory out, in place of the one on the disk. @throws what the disk says. */
export function writeOut(database: DatabaseSync, gateFolder: string): void {
  const file = snapshotPath(gateFolder);
  const draft = `${file}.draft`;
  try {
    rmSync(draft, { force: true });
    // SQLite takes an empty file, but would make one that others may read.
    makePrivateFile(draft);
    database.prepare('VACUUM INTO ?').run(draft);
    removeSnapshot(file);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}
