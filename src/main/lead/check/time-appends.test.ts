import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { timeAppends } from './time-appends.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-appends-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('times what a line costs, makes the folder where there is none, and leaves nothing behind', async () => {
  const log = path.join(folder, 'emergency-log');
  const times = await timeAppends(log);
  if (times.outcome === 'failed') throw new Error(times.problem);
  expect(times.medianMs).toBeGreaterThan(0);
  expect(times.p95Ms).toBeGreaterThanOrEqual(times.medianMs);
  expect(readdirSync(log)).toEqual([]);
});

it('says why nothing can be written', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  expect(await timeAppends(file)).toEqual({ outcome: 'failed', problem: 'EEXIST' });
});
