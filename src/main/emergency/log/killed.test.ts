import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { attempt } from './fixtures/entries.ts';
import { diskWith, systemError } from './fixtures/failing-disk.ts';
import { startLogProcess } from './fixtures/log-process.ts';
import { linesOfPart, openTestLog } from './fixtures/test-log.ts';
import type { LogReading } from './log-reading.ts';
import { readLogs } from './read-logs.ts';

/** `ADMIT_ONE_PROOF=full` kills at every byte; otherwise at every 97th, which takes seconds and not minutes. */
const BYTES_BETWEEN_KILLS = process.env['ADMIT_ONE_PROOF'] === 'full' ? 1 : 97;
const TIMEOUT_MS = 900_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-emergency-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function readOne(at: string): Promise<LogReading> {
  const [reading, ...others] = await readLogs([at]);
  if (reading === undefined || others.length > 0) throw new Error('there should be one log');
  return reading;
}

function numbersOf(reading: Pick<LogReading, 'lines'>): number[] {
  return reading.lines.map(({ entry }) => Number(entry.attemptId.slice(-12)));
}

/** The bytes of the first write (a part's first line and an entry) and of a later one. */
function bytesOfWrite(write: number): number {
  const { lines } = linesOfPart([attempt(0), attempt(1)]);
  return Buffer.concat(write === 0 ? lines.slice(0, 2) : lines.slice(2)).length;
}

/** Calls `attemptAt` for 0, every `step`th number and `last`, so many at a time. */
async function forEachByte(
  last: number,
  step: number,
  atOnce: number,
  attemptAt: (bytes: number) => Promise<void>,
): Promise<void> {
  const all = Array.from({ length: Math.ceil(last / step) + 1 }, (_, index) => Math.min(index * step, last));
  while (all.length > 0) await Promise.all(all.splice(0, atOnce).map(attemptAt));
}

/** What must be true of a log that was cut off after these numbers were acknowledged, and then went on with number 99. */
function expectUnbroken(reading: LogReading, acknowledged: readonly number[]): void {
  const numbers = numbersOf(reading);
  expect(numbers.slice(0, acknowledged.length)).toEqual(acknowledged);
  expect(numbers.at(-1)).toBe(99);
  // At the most the one that was whole on the disk when its writer died, unheard.
  expect(numbers.length - acknowledged.length - 1).toBeLessThanOrEqual(1);
  expect(reading).toMatchObject({ isWhole: true });
}

describe('an emergency log whose writer dies', () => {
  test.each([0, 1])(
    'after any byte of write %i has everything that was acknowledged, and goes on in one chain',
    async (write) => {
      await forEachByte(bytesOfWrite(write), 1, 8, async (bytes) => {
        const at = path.join(folder, String(bytes));
        let writes = 0;
        const dying = diskWith({
          before: async (step, file, content, position) => {
            if (step === 'cut-back') throw systemError('EIO');
            if (step !== 'write' || writes++ !== write) return;
            await file.write(content.subarray(0, bytes), position);
            throw systemError('EIO');
          },
        });
        const log = await openTestLog(at, { disk: dying });
        for (let number = 0; number < write; number += 1) await log.append(attempt(number));
        expect(await log.append(attempt(write))).toMatchObject({ ok: false });
        await log.close();
        const next = await openTestLog(at);
        const isTorn = next.findings().some(({ kind }) => kind === 'torn-line');
        const ends = write === 0 ? [bytesOfPartBegin(), bytesOfWrite(0)] : [0, bytesOfWrite(1)];
        expect(isTorn).toBe(!ends.includes(bytes));
        expect(await next.append(attempt(99))).toMatchObject({ ok: true });
        await next.close();
        const reading = await readOne(at);
        expectUnbroken(reading, write === 0 ? [] : [0]);
        rmSync(at, { recursive: true });
      });
    },
    TIMEOUT_MS,
  );

  test.each([0, 1])(
    'by SIGKILL in the middle of write %i has everything that was acknowledged, and goes on in one chain',
    async (write) => {
      await forEachByte(bytesOfWrite(write), BYTES_BETWEEN_KILLS, 2, async (bytes) => {
        const at = path.join(folder, String(bytes));
        const writer = startLogProcess(at, 0, { write, bytes });
        expect(await writer.next()).toBe('open');
        for (let number = 0; number < write; number += 1) expect(await writer.next()).toBe(String(number));
        expect(await writer.next()).toBeNull();
        const next = await openTestLog(at);
        expect(next.problem()).toBeNull();
        await next.append(attempt(99));
        await next.close();
        expectUnbroken(await readOne(at), write === 0 ? [] : [0]);
      });
    },
    TIMEOUT_MS,
  );

  test(
    'at any moment has everything that was acknowledged, however often it happens',
    async () => {
      const acknowledged: string[] = [];
      for (let round = 0; round < 12; round += 1) {
        const writer = startLogProcess(folder, round * 10_000);
        expect(await writer.next()).toBe('open');
        // The writer does not wait for us, so that the kill comes at another point of its work each time.
        for (let seen = 0; seen < round * 3; seen += 1) acknowledged.push((await writer.next()) ?? 'ended');
        acknowledged.push(...(await writer.kill()));
      }
      const reading = await readOne(folder);
      const numbers = numbersOf(reading);
      expect(acknowledged.map(Number).filter((number) => !numbers.includes(number))).toEqual([]);
      expect(numbers.length - acknowledged.length).toBeLessThanOrEqual(12);
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(reading.findings.filter(({ kind }) => kind !== 'torn-line')).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe('two processes of one gate', { timeout: TIMEOUT_MS }, () => {
  test('never write at once: the second is told, and gets the log by itself when the first is killed', async () => {
    const first = startLogProcess(folder, 0);
    expect(await first.next()).toBe('open');
    const acknowledged = [await first.next()];
    let takenOver: number[] = [];
    const second = await openTestLog(folder, { onTakenOver: (lines) => (takenOver = numbersOf({ lines })) });
    expect(second.problem()).toBe('gate-in-use');
    expect(second.findings()).toMatchObject([{ kind: 'gate-in-use' }]);
    expect(await second.append(attempt(99_000))).toEqual({ ok: false, cause: 'gate-in-use' });
    acknowledged.push(...(await first.kill()));
    // The lock is ours before the lines are read back: only what is told last says that all of it is done.
    await expect.poll(() => takenOver.length).toBeGreaterThan(0);
    expect(second.problem()).toBeNull();
    expect(second.findings()).toEqual([]);
    expect(acknowledged.map(Number).filter((number) => !takenOver.includes(number))).toEqual([]);
    expect(await second.append(attempt(99_001))).toMatchObject({ ok: true });
    expect(numbersOf({ lines: second.lines() })).toEqual([...takenOver, 99_001]);
    const third = startLogProcess(folder, 50_000);
    expect([await third.next(), await third.next()]).toEqual(['gate-in-use', 'gate-in-use']);
    await third.kill();
    await second.close();
    expect(await readOne(folder)).toMatchObject({ isWhole: true });
  });

  test('hand the log over: what was decided without the other’s lines is refused, and decided anew', async () => {
    // Before the second asks again by itself.
    vi.useFakeTimers({ toFake: ['setInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const first = await openTestLog(folder);
    const second = await openTestLog(folder);
    await first.append(attempt(0));
    expect(await second.append(attempt(1))).toEqual({ ok: false, cause: 'gate-in-use' });
    await first.close();
    expect(await second.append(attempt(1))).toEqual({ ok: false, cause: 'gate-in-use' });
    expect(numbersOf({ lines: second.lines() })).toEqual([0]);
    expect(await second.append(attempt(1))).toMatchObject({ ok: true, line: { sequence: 2 } });
    await second.close();
  });
});

function bytesOfPartBegin(): number {
  return linesOfPart([attempt(0)]).lines[0]?.length ?? 0;
}
