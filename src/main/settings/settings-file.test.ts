import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '#shared/settings.ts';
import { keepingLog, silentLog } from '../../../tools/practice/silent-log.ts';
import { NewerSettingsError, readSettings, settingsPath, writeSettings } from './settings-file.ts';

describe('the settings file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-settings-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is read as it was written, and is for its owner only', async () => {
    const settings = {
      ...DEFAULT_SETTINGS,
      gate: { id: 'G7' },
      operator: 'Zoë',
      databaseUrl: 'mysql://u:p@h/d',
    };
    await writeSettings(folder, settings);
    expect(readSettings(folder, silentLog)).toEqual({ settings, problem: null });
    if (process.platform !== 'win32') expect(statSync(settingsPath(folder)).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  test('that is not there is a gate with defaults', () => {
    expect(readSettings(folder, silentLog)).toEqual({ settings: DEFAULT_SETTINGS, problem: null });
  });

  test('may hold only what differs from the defaults', () => {
    writeFileSync(settingsPath(folder), '{"version":1,"gate":{"id":"G2"},"screen":{"admittedMs":2000}}');
    expect(readSettings(folder, silentLog).settings).toMatchObject({
      gate: { id: 'G2' },
      screen: { admittedMs: 2_000, refusedMs: DEFAULT_SETTINGS.screen.refusedMs },
    });
  });

  test.each([
    ['half of a file', '{"version":1,"gate"'],
    ['a wrong value', '{"version":1,"gate":{"id":"no spaces please"}}'],
    ['an unknown field', '{"version":1,"gaet":{"id":"G1"}}'],
    ['nothing', ''],
    ['binary', '\u0000\u0001'],
  ])('that is damaged (%s) is reported at every start, kept, and copied aside once', (_what, text) => {
    writeFileSync(settingsPath(folder), text);
    const { log, entries } = keepingLog();
    for (const start of [1, 2]) {
      const read = readSettings(folder, log);
      expect(read.settings).toEqual(DEFAULT_SETTINGS);
      expect(read.problem).toMatch(/damaged.*mend it/u);
      expect(entries).toHaveLength(start);
    }
    const copies = readdirSync(folder).filter((name) => name.includes('.damaged-'));
    expect(copies).toHaveLength(1);
    expect(readFileSync(path.join(folder, copies[0] ?? ''), 'utf8')).toBe(text);
    expect(readFileSync(settingsPath(folder), 'utf8')).toBe(text);
  });

  test('with a slip in one field stays the gate that it is, on its own database', () => {
    const databaseUrl = 'mysql://u:p@h/d';
    writeFileSync(
      settingsPath(folder),
      JSON.stringify({
        version: 1,
        gate: { id: 'G7' },
        databaseUrl,
        operater: 'Zoë',
        attemptDeadlineMs: 'long',
      }),
    );
    const read = readSettings(folder, silentLog);
    expect(read.settings).toEqual({ ...DEFAULT_SETTINGS, gate: { id: 'G7' }, databaseUrl });
    expect(read.problem).toMatch(/operater/u);
  });

  test('that is damaged never tells a password in its report', () => {
    writeFileSync(settingsPath(folder), '{"version":1,"databaseUrl":"http://gate:secret@host/db"}');
    expect(readSettings(folder, silentLog).problem).not.toContain('secret');
  });

  test('of a newer program is left alone and refused', () => {
    writeFileSync(settingsPath(folder), '{"version":2,"future":true}');
    expect(() => readSettings(folder, silentLog)).toThrow(NewerSettingsError);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });
});
