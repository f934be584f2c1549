import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attempt } from './fixtures/entries.ts';
import { diskWith, systemError, type DiskStep } from './fixtures/failing-disk.ts';
import { openTestLog } from './fixtures/test-log.ts';
import type { LogReading } from './log-reading.ts';
import { readLogs } from './read-logs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-emergency-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function readOne(): Promise<LogReading> {
  const readings = await readLogs([folder]);
  expect(readings).toHaveLength(1);
  const [reading] = readings;
  if (reading === undefined) throw new Error('no log');
  return reading;
}

function numbersOf(reading: LogReading): number[] {
  return reading.lines.map(({ entry }) => Number(entry.attemptId.slice(-12)));
}

/** A disk that fails at the steps that are in `faults`, each once, in the order given. */
function disk(faults: { readonly step: DiskStep; readonly code: string; readonly afterBytes?: number }[]) {
  const steps: DiskStep[] = [];
  return {
    steps,
    disk: diskWith({
      before: async (step, file, bytes, position) => {
        steps.push(step);
        const [fault] = faults;
        if (fault?.step !== step) return;
        faults.shift();
        if (fault.afterBytes !== undefined) await file.write(bytes.subarray(0, fault.afterBytes), position);
        throw systemError(fault.code);
      },
    }),
  };
}

describe('on a disk that fails, the emergency log', () => {
  test('cuts half a line back when the disk is full, and goes on in the same file', async () => {
    const faults = disk([{ step: 'write', code: 'ENOSPC', afterBytes: 100 }]);
    const log = await openTestLog(folder, { disk: faults.disk });
    expect(await log.append(attempt(1))).toEqual({ ok: false, cause: 'log-disk-full' });
    expect(log.problem()).toBe('log-disk-full');
    expect(log.lines()).toEqual([]);
    expect(await log.append(attempt(2))).toMatchObject({ ok: true });
    expect(log.problem()).toBeNull();
    await log.close();
    const reading = await readOne();
    expect(reading).toMatchObject({ isWhole: true, findings: [], files: [expect.stringMatching(/part-1/u)] });
    expect(numbersOf(reading)).toEqual([2]);
  });

  test('leaves the file with half a line that it can’t cut back, and goes on in the next', async () => {
    const faults = disk([]);
    const log = await openTestLog(folder, { disk: faults.disk });
    await log.append(attempt(1));
    const failing = disk([
      { step: 'write', code: 'EIO', afterBytes: 100 },
      { step: 'cut-back', code: 'EIO' },
    ]);
    await log.close();
    const again = await openTestLog(folder, { disk: failing.disk });
    expect(await again.append(attempt(2))).toEqual({ ok: false, cause: 'log-unwritable' });
    expect(await again.append(attempt(3))).toMatchObject({ ok: true });
    await again.close();
    const reading = await readOne();
    expect(reading).toMatchObject({ isWhole: true, findings: [{ kind: 'torn-line', isFault: false }] });
    expect(numbersOf(reading)).toEqual([1, 3]);
  });

  test.each([
    ['the first line of all', []],
    ['a later line', [1]],
  ] as const)(
    'never asks again when the disk does not confirm %s: that line does not count',
    async (_what, before) => {
      const faults: Parameters<typeof disk>[0] = [];
      const watched = disk(faults);
      const log = await openTestLog(folder, { disk: watched.disk });
      for (const number of before) await log.append(attempt(number));
      faults.push({ step: 'sync', code: 'EIO' });
      watched.steps.length = 0;
      expect(await log.append(attempt(8))).toEqual({ ok: false, cause: 'log-unwritable' });
      expect(watched.steps).toEqual(['write', 'sync']);
      expect(await log.append(attempt(9))).toMatchObject({ ok: true });
      expect(log.findings()).toEqual([]);
      await log.close();
      const reading = await readOne();
      expect(numbersOf(reading)).toEqual([...before, 9]);
      expect(reading.isWhole).toBe(true);
      expect(new Set(reading.findings.map(({ kind }) => kind))).toEqual(new Set(['disowned-line']));
      expect(reading.files).toHaveLength(2);
    },
  );

  test('calls a disk full that says so only when it is asked to confirm', async () => {
    const log = await openTestLog(folder, { disk: disk([{ step: 'sync', code: 'ENOSPC' }]).disk });
    expect(await log.append(attempt(1))).toEqual({ ok: false, cause: 'log-disk-full' });
    await log.close();
  });

  test('does not count a line whose file the folder may not have', async () => {
    let hasFailed = false;
    const log = await openTestLog(folder, {
      disk: diskWith({
        beforeSyncFolder: async () => {
          if (hasFailed) return;
          hasFailed = true;
          throw systemError('EIO');
        },
      }),
    });
    expect(await log.append(attempt(1))).toEqual({ ok: false, cause: 'log-unwritable' });
    expect(await log.append(attempt(2))).toMatchObject({ ok: true });
    await log.close();
    expect(numbersOf(await readOne())).toEqual([2]);
  });

  test('leaves no heap of empty files behind while the disk is full', async () => {
    const full = disk(Array.from({ length: 20 }, () => ({ step: 'write', code: 'ENOSPC' }) as const));
    const log = await openTestLog(folder, { disk: full.disk });
    for (let number = 0; number < 20; number += 1) {
      expect(await log.append(attempt(number))).toEqual({ ok: false, cause: 'log-disk-full' });
    }
    await log.append(attempt(20));
    await log.close();
    expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toHaveLength(1);
    expect(numbersOf(await readOne())).toEqual([20]);
  });

  test('confirms what it reads back before it counts on it, and says so when the disk does not', async () => {
    const log = await openTestLog(folder);
    await log.append(attempt(1));
    await log.close();
    const failing = disk([{ step: 'sync', code: 'EIO' }]);
    const again = await openTestLog(folder, { disk: failing.disk });
    expect(again.findings()).toMatchObject([{ kind: 'unconfirmed' }]);
    expect(await again.append(attempt(2))).toMatchObject({ ok: true });
    await again.close();
    const reading = await readOne();
    expect(numbersOf(reading)).toEqual([1, 2]);
    expect(reading.files).toHaveLength(2);
  });

  test('says why where no file can be created, and writes as soon as one can', async () => {
    let isFull = true;
    const log = await openTestLog(folder, {
      disk: diskWith({
        beforeCreate: async () => {
          if (isFull) throw systemError('ENOSPC');
        },
      }),
    });
    expect(await log.append(attempt(1))).toEqual({ ok: false, cause: 'log-disk-full' });
    isFull = false;
    expect(await log.append(attempt(2))).toMatchObject({ ok: true });
    await log.close();
  });
});
