import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { expect, test } from 'vitest';
import { keepingLog } from '../../../../tools/practice/silent-log.ts';
import { makeSnapshotFolder } from './fixtures/snapshot-folder.ts';
import { snapshotPath } from './local-file.ts';
import { openSnapshot } from './snapshot.ts';

test('a look-up that fails says that it can’t tell, never that nobody has the code', () => {
  const folder = makeSnapshotFolder();
  const { log, entries } = keepingLog();
  const snapshot = openSnapshot({ folder, gateId: 'G1', log });
  expect(snapshot.find('A-CODE')).toBeNull();
  const other = new DatabaseSync(snapshotPath(path.join(folder, 'gates', 'G1')));
  other.exec('DROP TABLE blocks');
  expect(snapshot.find('A-CODE')).toBe('bad-data');
  expect(entries.map(({ sentence }) => sentence)).toContain('The snapshot could not look a code up');
  other.exec('CREATE TABLE blocks (block INTEGER PRIMARY KEY) STRICT');
  expect(snapshot.find('A-CODE')).toBeNull();
  other.close();
  snapshot.close();
  expect(snapshot.find('A-CODE')).toBe('bad-data');
  rmSync(folder, { recursive: true });
});
