import { chmodSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../../../tools/practice/silent-log.ts';
import { makeSnapshotFolder } from './fixtures/snapshot-folder.ts';
import { openSnapshot } from './snapshot.ts';

const FILES = ['snapshot.sqlite', 'snapshot.sqlite-shm', 'snapshot.sqlite-wal'];
let folder: string;
let gateFolder: string;
beforeEach(() => {
  folder = path.join(makeSnapshotFolder(), 'user-data');
  gateFolder = path.join(folder, 'gates', 'G1');
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

function modeOf(file: string): string {
  return (statSync(file).mode & 0o777).toString(8);
}
function openAndLook(): void {
  const snapshot = openSnapshot({ folder, gateId: 'G1', log: silentLog });
  snapshot.noteLogPosition({ logId: 'a-log', sequence: 1, hash: 'f'.repeat(64) });
  expect(readdirSync(gateFolder).toSorted()).toEqual(FILES);
  for (const file of FILES) expect(modeOf(path.join(gateFolder, file))).toBe('600');
  snapshot.close();
}

test.skipIf(process.platform === 'win32')('a new snapshot is closed to other accounts', () => {
  openAndLook();
  for (const each of [gateFolder, path.dirname(gateFolder), folder]) expect(modeOf(each)).toBe('700');
});

test.skipIf(process.platform === 'win32')('one that an earlier version left open to them is closed', () => {
  mkdirSync(gateFolder, { recursive: true });
  openAndLook();
  chmodSync(gateFolder, 0o755);
  chmodSync(path.join(gateFolder, 'snapshot.sqlite'), 0o644);
  openAndLook();
  expect(modeOf(gateFolder)).toBe('700');
});
