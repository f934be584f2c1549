import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepingLog } from '../../../tools/practice/silent-log.ts';
import { openLogDatabases } from './log-databases.ts';

const LINES = ['staging', 'real', null].map((databaseId) => ({ databaseId }));

describe('the database that a line was decided for', () => {
  let folder: string;
  let file: string;
  const { log, entries } = keepingLog();
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-databases-'));
    file = path.join(folder, 'log-databases.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const othersOf = (databases: ReturnType<typeof openLogDatabases>) => LINES.map(databases.otherOf);
  async function openConfirmed(databaseId: string): Promise<void> {
    openLogDatabases(folder, log).confirm(databaseId);
    await expect.poll(() => readFileSync(file, 'utf8')).toContain(databaseId);
  }

  test('is any while none has ever answered, and then the one that says so', () => {
    const databases = openLogDatabases(folder, log);
    expect(databases.current()).toBeNull();
    expect(othersOf(databases)).toEqual([null, null, null]);
    expect(databases.confirm('real')).toBe(false);
    expect(othersOf(databases)).toEqual(['staging', null, null]);
  });

  test('is the one of last time until this one has answered', async () => {
    await openConfirmed('staging');
    const databases = openLogDatabases(folder, log);
    expect(databases.isConfirmed()).toBe(false);
    expect(databases.current()).toBe('staging');
    expect(othersOf(databases)).toEqual([null, 'real', null]);
    expect(databases.confirm('real')).toBe(true);
    expect(databases.isConfirmed()).toBe(true);
    expect(othersOf(databases)).toEqual(['staging', null, null]);
    await expect.poll(() => readFileSync(file, 'utf8')).toContain('real');
  });

  test('is any where a damaged file can’t say which one answered, and that is reported', () => {
    writeFileSync(file, '{');
    const reported = entries.length;
    expect(othersOf(openLogDatabases(folder, log))).toEqual([null, null, null]);
    expect(entries).toHaveLength(reported + 1);
  });
});
