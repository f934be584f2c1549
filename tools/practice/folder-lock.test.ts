import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { whileLocked } from './folder-lock.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-lock-test-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('work on one folder never overlaps', async () => {
  let atWork = 0;
  let most = 0;
  const work = async () => {
    atWork += 1;
    most = Math.max(most, atWork);
    await new Promise((resolve) => setImmediate(resolve));
    atWork -= 1;
  };
  await Promise.all([1, 2, 3].map(() => whileLocked(folder, work)));
  expect(most).toBe(1);
});

test('the lock is given back when the work fails', async () => {
  await expect(whileLocked(folder, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await whileLocked(folder, async () => 'done')).toBe('done');
});

test.runIf(process.platform === 'linux')(
  'the lock of a process that ended is taken over, even when its id is ours now',
  async () => {
    await writeFile(path.join(folder, 'starting.lock'), JSON.stringify({ pid: process.pid, stamp: '1' }));
    expect(await whileLocked(folder, async () => 'done')).toBe('done');
  },
);
