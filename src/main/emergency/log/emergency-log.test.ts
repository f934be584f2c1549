import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { array, assert, asyncProperty, constant, oneof, option, record, string } from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attempt, attemptIdOf, manualEntry } from './fixtures/entries.ts';
import { openTestLog } from './fixtures/test-log.ts';
import { readLogs } from './read-logs.ts';

const FIRST = 'G1-concert-12-part-1.jsonl';
const SECOND = 'G1-concert-12-part-2.jsonl';

let folder: string;
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'admit-one-emergency-')), 'emergency-log');
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

function logFiles(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted();
}

/** Writes entries with these numbers and closes the log. */
async function writeLog(...numbers: readonly number[]): Promise<void> {
  const log = await openTestLog(folder);
  for (const number of numbers) expect(await log.append(attempt(number))).toMatchObject({ ok: true });
  await log.close();
}

/** The numbers of the attempts that a log has. */
function numbersOf(lines: readonly { readonly entry: { readonly attemptId: string } }[]): number[] {
  return lines.map(({ entry }) => Number(entry.attemptId.slice(-12)));
}

describe('the emergency log', { timeout: 60_000 }, () => {
  test('creates nothing before the first decision, then one file for its owner only', async () => {
    const log = await openTestLog(folder);
    expect(logFiles()).toEqual([]);
    expect([log.lines(), log.findings(), log.position(), log.problem()]).toEqual([[], [], null, null]);
    const appended = await log.append(attempt(1));
    expect(appended).toMatchObject({ ok: true, line: { sequence: 1, lineNumber: 2, isVerified: true } });
    expect(logFiles()).toEqual([FIRST]);
    expect(log.position()).toMatchObject({ sequence: 1 });
    await log.close();
  });

  test('finds the newest line of an attempt', async () => {
    const log = await openTestLog(folder);
    await log.append(attempt(1, { verdict: 'unknown-code', ticketPurchaseId: null }));
    await log.append(attempt(1));
    expect(log.findAttempt(attemptIdOf(1))?.entry.verdict).toBe('admitted');
    expect(log.findAttempt(attemptIdOf(2))).toBeNull();
    await log.close();
  });

  test('reads back whatever was written, however often it was opened in between', async () => {
    const entry = oneof(
      record({ code: string({ unit: 'grapheme' }), note: option(string({ unit: 'binary' })) }),
      record({ who: string({ unit: 'binary' }) }),
      constant('reopen' as const),
    );
    await assert(
      asyncProperty(array(entry, { maxLength: 12 }), async (steps) => {
        rmSync(folder, { recursive: true, force: true });
        let log = await openTestLog(folder);
        const texts: string[] = [];
        for (const [number, step] of steps.entries()) {
          if (step === 'reopen') {
            await log.close();
            log = await openTestLog(folder);
            continue;
          }
          const appended = await log.append(
            'who' in step ? manualEntry(number, step.who) : attempt(number, step),
          );
          if (!appended.ok) throw new Error(appended.cause);
          texts.push(appended.line.text);
        }
        const position = log.position();
        await log.close();
        const reopened = await openTestLog(folder);
        expect(reopened.lines().map(({ text }) => text)).toEqual(texts);
        expect(reopened.position()).toEqual(position);
        expect(reopened.findings()).toEqual([]);
        await reopened.close();
        const [reading] = await readLogs([folder]);
        expect(reading?.isWhole ?? true).toBe(true);
        expect(reading?.lines.map(({ text }) => text) ?? []).toEqual(texts);
      }),
      { numRuns: 40 },
    );
  });

  test('writes what comes at once one after the other, in the order it came', async () => {
    const log = await openTestLog(folder);
    const all = await Promise.all(Array.from({ length: 30 }, (_, number) => log.append(attempt(number))));
    expect(all.every(({ ok }) => ok)).toBe(true);
    await log.close();
    const [reading] = await readLogs([folder]);
    expect(reading).toMatchObject({ isWhole: true });
    expect(numbersOf(reading?.lines ?? [])).toEqual(Array.from({ length: 30 }, (_, number) => number));
  });

  test('finishes what was asked before it was closed, and takes nothing after', async () => {
    const log = await openTestLog(folder);
    const before = log.append(attempt(1));
    const closing = log.close();
    expect(await log.append(attempt(2))).toEqual({ ok: false, cause: 'log-unwritable' });
    expect(await before).toMatchObject({ ok: true });
    await closing;
  });

  test('survives an entry that can’t be written down: that is a bug, and the next one is none', async () => {
    const log = await openTestLog(folder);
    await expect(log.append(attempt(1, { doorTime: 'today' }))).rejects.toThrow(/doorTime/u);
    expect(await log.append(attempt(2))).toMatchObject({ ok: true });
    await log.close();
  });

  test('keeps what was decided for two databases in parts apart, in one chain, and says which is whose', async () => {
    let databaseId: string | null = null;
    const open = () => openTestLog(folder, { databaseId: () => databaseId });
    let log = await open();
    await log.append(attempt(1));
    for (const [at, next] of ['rehearsal', 'rehearsal', 'real'].entries()) {
      databaseId = next;
      await log.append(attempt(at + 2));
      await log.close();
      log = await open();
    }
    await log.append(attempt(5));
    await log.close();
    expect(log.lines().map((line) => line.databaseId)).toEqual([
      null,
      'rehearsal',
      'rehearsal',
      'real',
      'real',
    ]);
    const [reading] = await readLogs([folder]);
    expect(reading).toMatchObject({ isWhole: true, entries: 5 });
    expect(reading?.files).toHaveLength(3);
    expect(reading?.lines.map((line) => line.databaseId)).toEqual([
      null,
      'rehearsal',
      'rehearsal',
      'real',
      'real',
    ]);
  });

  test('keeps the logs of two concerts, and of two gates, apart', async () => {
    await writeLog(1);
    const other = await openTestLog(folder, { concert: { id: 13, title: 'Encore' } });
    const gate = await openTestLog(folder, { gateId: 'G2' });
    expect(other.lines()).toEqual([]);
    expect(gate.lines()).toEqual([]);
    await Promise.all([other.append(attempt(2)), gate.append(attempt(3))]);
    await Promise.all([other.close(), gate.close()]);
    const readings = await readLogs([folder]);
    expect(readings.map(({ gateId, concertId, isWhole }) => [gateId, concertId, isWhole])).toEqual([
      ['G1', 12, true],
      ['G1', 13, true],
      ['G2', 12, true],
    ]);
  });
});

describe('an emergency log that was damaged', () => {
  test('at its end goes on in a new part, and the torn file stays as it is', async () => {
    await writeLog(1, 2);
    const file = path.join(folder, FIRST);
    const torn = readFileSync(file).subarray(0, -20);
    writeFileSync(file, torn);
    const log = await openTestLog(folder);
    expect(log.findings()).toMatchObject([{ kind: 'torn-line', file, lineNumber: 3 }]);
    expect(numbersOf(log.lines())).toEqual([1]);
    await log.append(attempt(3));
    await log.close();
    expect(readFileSync(file)).toEqual(torn);
    expect(logFiles()).toEqual([FIRST, SECOND]);
    const [reading] = await readLogs([folder]);
    expect(reading).toMatchObject({ isWhole: true, findings: [{ kind: 'torn-line', isFault: false }] });
    expect(numbersOf(reading?.lines ?? [])).toEqual([1, 3]);
  });

  test('in the middle keeps every line, vouches for those before, and gives no number twice', async () => {
    await writeLog(1, 2, 3);
    const file = path.join(folder, FIRST);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"ticketPurchaseId":3', '"ticketPurchaseId":9'));
    const log = await openTestLog(folder);
    expect(log.findings()).toMatchObject([{ kind: 'broken-chain', file, lineNumber: 3 }]);
    expect(log.lines().map(({ isVerified }) => isVerified)).toEqual([true, false, false]);
    await log.append(attempt(4));
    await log.close();
    const [reading] = await readLogs([folder]);
    expect(reading).toMatchObject({ isWhole: false, entries: 4, files: [file, path.join(folder, SECOND)] });
    expect(reading?.lines.at(-1)).toMatchObject({ isVerified: true, sequence: 5 });
    expect(reading?.findings).toHaveLength(1);
  });

  test.each([
    ['its first line', (text: string) => text.replace('begun', 'began')],
    ['its last line', (text: string) => `${text.slice(0, -30)}x${text.slice(-29)}`],
    ['everything', () => 'no log at all\n\n\u0000'],
  ])('in %s still writes on, and the damage stays on record', async (_what, damage) => {
    await writeLog(1, 2);
    const file = path.join(folder, FIRST);
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    const log = await openTestLog(folder);
    expect(log.findings()).not.toEqual([]);
    expect(await log.append(attempt(3))).toMatchObject({ ok: true });
    await log.close();
    const readings = await readLogs([folder]);
    expect(readings.some(({ isWhole }) => isWhole)).toBe(false);
    const lines = readings.flatMap((reading) => reading.lines);
    expect(new Set(lines.map(({ logId, sequence }) => `${logId} ${sequence}`)).size).toBe(lines.length);
    expect(lines.at(-1)).toMatchObject({ isVerified: true, entry: { attemptId: attemptIdOf(3) } });
  });

  test('by somebody who edits it while it is written to is left, and says so', async () => {
    const log = await openTestLog(folder);
    await log.append(attempt(1));
    appendFileSync(path.join(folder, FIRST), 'a note\n');
    expect(await log.append(attempt(2))).toMatchObject({ ok: true });
    expect(log.findings()).toMatchObject([{ kind: 'changed-file', file: path.join(folder, FIRST) }]);
    await log.close();
    const [reading] = await readLogs([folder]);
    expect(numbersOf(reading?.lines ?? [])).toEqual([1, 2]);
    expect(reading).toMatchObject({ isWhole: false });
  });

  test('by somebody who deletes its folder begins it again, and the gap stays on record', async () => {
    const log = await openTestLog(folder);
    await log.append(attempt(1));
    rmSync(path.join(folder, FIRST));
    expect(await log.append(attempt(2))).toMatchObject({ ok: true });
    expect(numbersOf(log.lines())).toEqual([1, 2]);
    await log.close();
    const [reading] = await readLogs([folder]);
    expect(reading?.findings).toMatchObject([{ kind: 'missing-lines', isFault: true }]);
  });
});

describe('the end of an emergency log', () => {
  test('that was cut off is noticed by the position that is on record elsewhere', async () => {
    const before = await openTestLog(folder);
    for (const number of [1, 2, 3]) await before.append(attempt(number));
    const knownPosition = before.position();
    await before.close();
    const file = path.join(folder, FIRST);
    const text = readFileSync(file, 'utf8');
    truncateSync(file, Buffer.byteLength(text.split('\n').slice(0, 2).join('\n')) + 1);
    const log = await openTestLog(folder, { knownPosition });
    expect(log.findings()).toMatchObject([
      { kind: 'missing-lines', file, words: expect.stringMatching(/2 to 3/u) },
    ]);
    const appended = await log.append(attempt(4));
    // 4 is the new part's first line: the numbers of the lines that are gone are not given again.
    expect(appended).toMatchObject({ ok: true, line: { sequence: 5 } });
    await log.close();
    const [reading] = await readLogs([folder]);
    expect(reading?.findings).toMatchObject([{ kind: 'missing-lines', file: path.join(folder, SECOND) }]);
  });

  test('is in order when the position on record is older, or another concert’s', async () => {
    await writeLog(1);
    const other = await openTestLog(folder, { concert: { id: 13, title: 'Encore' } });
    await other.append(attempt(1));
    const knownPosition = other.position();
    await other.close();
    const log = await openTestLog(folder, { knownPosition });
    expect(log.findings()).toEqual([]);
    await log.close();
  });

  test('is gone with its log: that is noticed too', async () => {
    const logId = '01938e00-0000-7000-8000-ffffffffffff';
    const log = await openTestLog(folder, { knownPosition: { logId, sequence: 7 } });
    expect(log.findings()).toMatchObject([{ kind: 'missing-lines', words: expect.stringContaining(logId) }]);
    expect(await log.append(attempt(1))).toMatchObject({ ok: true });
    await log.close();
  });
});
