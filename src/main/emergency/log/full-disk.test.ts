import { mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mountSmallDisk, type SmallDisk } from '../../../../tools/faults/small-disk.ts';
import type { Appended, EmergencyLog } from './emergency-log.ts';
import { attempt } from './fixtures/entries.ts';
import { openTestLog } from './fixtures/test-log.ts';
import { readLogs } from './read-logs.ts';

let disk: SmallDisk;
let folder: string;
let log: EmergencyLog | null = null;
beforeEach(async () => {
  disk = await mountSmallDisk(mkdtempSync(path.join(os.tmpdir(), 'admit-one-small-disk-')), '128k');
  folder = path.join(disk.folder, 'emergency-log');
});
afterEach(async () => {
  await log?.close();
  log = null;
  disk.unmount();
  rmdirSync(disk.folder);
});

/** Appends until it is refused; the numbers that were acknowledged, and why the next was not. */
async function appendUntilRefused(to: EmergencyLog, first: number) {
  const acknowledged: number[] = [];
  for (let number = first; number < first + 1_000; number += 1) {
    const appended: Appended = await to.append(attempt(number));
    if (!appended.ok) return { acknowledged, cause: appended.cause };
    acknowledged.push(number);
  }
  throw new Error('the disk never got full');
}

async function numbersOnDisk(): Promise<number[]> {
  const [reading] = await readLogs([folder]);
  expect(reading).toMatchObject({ isWhole: true, findings: [] });
  return (reading?.lines ?? []).map(({ entry }) => Number(entry.attemptId.slice(-12)));
}

describe('on a laptop’s full disk', () => {
  test('every line that was acknowledged is whole, and the next is refused with the cause', async () => {
    log = await openTestLog(folder);
    const { acknowledged, cause } = await appendUntilRefused(log, 0);
    expect(cause).toBe('log-disk-full');
    expect(log.problem()).toBe('log-disk-full');
    expect(acknowledged.length).toBeGreaterThan(50);
    expect(await numbersOnDisk()).toEqual(acknowledged);
    const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
    expect(readFileSync(path.join(folder, file)).at(-1)).toBe(0x0a);
  });

  test('the log goes on by itself, in the same file, as soon as there is room', async () => {
    const ballast = path.join(disk.folder, 'a film');
    writeFileSync(ballast, Buffer.alloc(64 * 1_024));
    log = await openTestLog(folder);
    const before = await appendUntilRefused(log, 0);
    expect(await log.append(attempt(90_000))).toMatchObject({ ok: false });
    rmSync(ballast);
    expect(await log.append(attempt(5_000))).toMatchObject({ ok: true });
    expect(log.problem()).toBeNull();
    const after = await appendUntilRefused(log, 5_001);
    expect(await numbersOnDisk()).toEqual([...before.acknowledged, 5_000, ...after.acknowledged]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toHaveLength(1);
  });

  test('from the start nothing is taken for written, and the log begins once there is room', async () => {
    const ballast = path.join(disk.folder, 'a film');
    expect(() => writeFileSync(ballast, Buffer.alloc(1_024 * 1_024))).toThrow(/ENOSPC/u);
    log = await openTestLog(folder);
    expect(await log.append(attempt(0))).toEqual({ ok: false, cause: 'log-disk-full' });
    rmSync(ballast);
    expect(await log.append(attempt(1))).toMatchObject({ ok: true });
    expect(await numbersOnDisk()).toEqual([1]);
  });
});

describe('on a disk that turns read-only', () => {
  test('nothing is taken for written until it is writable again', async () => {
    log = await openTestLog(folder);
    expect(await log.append(attempt(0))).toMatchObject({ ok: true });
    await log.close();
    disk.setReadOnly(true);
    log = await openTestLog(folder);
    expect(log.problem()).toBe('log-unwritable');
    expect(log.lines()).toHaveLength(1);
    expect(await log.append(attempt(1))).toEqual({ ok: false, cause: 'log-unwritable' });
    disk.setReadOnly(false);
    expect(await log.append(attempt(2))).toMatchObject({ ok: true });
    expect(await numbersOnDisk()).toEqual([0, 2]);
  });
});
