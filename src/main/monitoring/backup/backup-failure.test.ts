import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { explainBackupFailure } from './backup-failure.ts';

test('a file that is named where a folder is wanted is told as that, at its place or on the way', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-backup-failure-'));
  try {
    const file = path.join(folder, 'tonight.sql.gz');
    await writeFile(file, '');
    for (const place of [file, path.join(file, 'deeper')]) {
      const error = await mkdir(place, { recursive: true }).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(explainBackupFailure(error, place)).toEqual({
        outcome: 'failed',
        problem: `${place} is not a folder: a file of that name is there, or on the way to it.`,
        advice: 'Name a folder for the backup. It is made where there is none.',
      });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
