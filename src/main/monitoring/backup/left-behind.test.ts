import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeUnfinishedBackups } from './left-behind.ts';
import { withOptionFile } from './option-file.ts';

const TWO_DAYS_MS = 2 * 24 * 60 * 60 * 1_000;
const DATABASE_URL = 'mysql://ada:password@10.0.0.5:3306/night';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-left-behind-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function ageBy(file: string, ageMs: number): Promise<void> {
  const then = new Date(Date.now() - ageMs);
  await utimes(file, then, then);
}

/** A folder with a password, as whoever runs under `pid` makes it. */
async function leaveOptions(pid: number | string): Promise<string> {
  const left = await mkdtemp(path.join(folder, `admit-one-options-${pid}-`));
  await writeFile(path.join(left, 'options.cnf'), '[client]\npassword="password"\n');
  return path.basename(left);
}

test('the password that a killed command left behind is gone when the next one writes its own', async () => {
  const { pid: deadPid } = spawnSync(process.execPath, ['--version']);
  await leaveOptions(deadPid);
  const ofTheLiving = await leaveOptions(process.ppid);
  const old = await leaveOptions(process.ppid);
  await ageBy(path.join(folder, old), TWO_DAYS_MS);
  await writeFile(path.join(folder, 'admit-one-options-of-somebody'), '');
  const others = ['admit-one-options-of-somebody', ofTheLiving];
  await withOptionFile(
    DATABASE_URL,
    'mysql',
    async () => {
      const [own, ...rest] = (await readdir(folder)).filter((name) => !others.includes(name));
      expect(own).toContain(`admit-one-options-${process.pid}-`);
      expect(rest).toEqual([]);
    },
    folder,
  );
  expect((await readdir(folder)).toSorted()).toEqual(others.toSorted());
});

test('half a backup that is older than a day is removed; a younger one may still be written, and nothing else is touched', async () => {
  const stays = [
    'night_2026-06-01_19.30.05.sql.gz',
    'night_2026-06-02_19.30.05.sql.gz.unfinished',
    'thesis.unfinished',
  ];
  const left = 'night_2026-06-01_19.30.06.sql.gz.unfinished';
  for (const name of [...stays, left]) await writeFile(path.join(folder, name), 'half');
  for (const name of [stays[0], stays[2], left]) await ageBy(path.join(folder, name ?? ''), TWO_DAYS_MS);
  await removeUnfinishedBackups(folder);
  expect((await readdir(folder)).toSorted()).toEqual(stays);
});

test('a folder that is not there keeps nobody from a backup', async () => {
  await removeUnfinishedBackups(path.join(folder, 'none'));
});
