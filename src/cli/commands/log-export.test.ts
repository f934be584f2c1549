import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-export-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('log export names a folder that does not exist, and suspects no stick', () => {
  const missing = path.join(folder, 'mistyped');
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(import.meta.dirname, '../admit-one.ts'), 'log', 'export', '--to', missing],
    { encoding: 'utf8', env: { ...process.env, ADMIT_ONE_HOME: folder } },
  );
  expect(status).toBe(1);
  expect(stderr).toContain(`There is no folder ${missing}`);
  expect(stderr).not.toContain('stick');
}, 60_000);
