import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepingLog } from '../../../tools/practice/silent-log.ts';
import { openLogDatabases } from './log-databases.ts';

const linesTo = (end: number, logId = 'a log') =>
  Array.from({ length: end + 1 }, (_, sequence) => ({ logId, sequence }));

describe('the database that a line was decided for', () => {
  let folder: string;
  const { log, entries } = keepingLog();
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-databases-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function openFor(database: string, end: number) {
    const databases = openLogDatabases(folder, database, log);
    await databases.begin(linesTo(end));
    return linesTo(9).map((line) => databases.otherOf(line) ?? '-');
  }

  test('is known line by line, however often the laptop goes from one to the other', async () => {
    expect(await openFor('staging', -1)).toEqual(Array(10).fill('-'));
    // Opened again for the same one, after it wrote lines 0 to 2.
    expect(await openFor('staging', 2)).toEqual(Array(10).fill('-'));
    const s = 'staging';
    const r = 'real';
    expect(await openFor(r, 2)).toEqual([s, s, s, '-', '-', '-', '-', '-', '-', '-']);
    expect(await openFor(r, 5)).toEqual([s, s, s, '-', '-', '-', '-', '-', '-', '-']);
    expect(await openFor(s, 5)).toEqual(['-', '-', '-', r, r, r, '-', '-', '-', '-']);
    expect(await openFor(r, 5)).toEqual([s, s, s, '-', '-', '-', '-', '-', '-', '-']);
    expect(await openFor('third', 7)).toEqual([s, s, s, r, r, r, r, r, '-', '-']);
  });

  test('is this one where nobody has written it down, and a damaged file is reported', async () => {
    writeFileSync(path.join(folder, 'log-databases.json'), '{');
    const reported = entries.length;
    expect(await openFor('real', 5)).toEqual(Array(10).fill('-'));
    expect(entries).toHaveLength(reported + 1);
  });
});
