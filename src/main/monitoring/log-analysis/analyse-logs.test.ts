import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TimeLimitError } from '#main/database/failures.ts';
import { createLogger } from '#main/log/create-logger.ts';
import { describeError } from '#main/log/describe-error.ts';
import { analyseLogs } from './analyse-logs.ts';
import { busiestMinutes } from './busiest-minutes.ts';
import { readLogEntry } from './log-entry.ts';
import * as sentences from './sentences.ts';

describe('the analysis of a laptop’s log', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-analysis-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  let made = 0;
  /** Has our own logger write, as the kiosk's does. */
  function writeLog(write: (log: ReturnType<typeof createLogger>) => void): string {
    made += 1;
    const at = path.join(folder, `laptop-${made}`);
    write(createLogger({ folder: at, isConsole: false, module: `analysed-${made}` }).named('gate'));
    return path.join(at, 'logs', 'admit-one.log');
  }
  function writeLines(name: string, lines: readonly string[]): string {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
    return file;
  }
  const entry = (minute: number, text: string, level = 'info'): string =>
    `[2026-12-18T19:${String(minute).padStart(2, '0')}:00.000Z] [${level}] (gate) ${text}`;
  const mysqlError = (errno: number, code: string): Error =>
    Object.assign(new Error("Deadlock on 'SECRET'"), { errno, code });

  test('tells deadlocks, lock waits and other failures apart, as the gate did', async () => {
    const file = writeLog((log) => {
      log.info(sentences.GATE_OPENED, { gate: 'G4', version: '1.2.3' });
      const fail = (error: unknown) =>
        log.warn('A try failed', { attemptId: 'an id', ...describeError(error) });
      fail(mysqlError(1213, 'ER_LOCK_DEADLOCK'));
      fail(mysqlError(1020, 'ER_CHECKREAD'));
      fail(mysqlError(1205, 'ER_LOCK_WAIT_TIMEOUT'));
      fail(mysqlError(1040, 'ER_CON_COUNT_ERROR'));
      fail(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
      fail(new TimeLimitError('lock and look up', 900));
      // The end of those tries, and no failure of its own.
      log.error(sentences.LEFT_BY_DATABASE, { attemptId: 'an id', cause: 'busy' });
    });
    const { files, together } = await analyseLogs([file]);
    expect(files).toMatchObject([{ file, gateIds: ['G4'], problem: null }]);
    expect(together).toMatchObject({ lines: 8, damagedLines: 0, otherTroubles: [] });
    expect(together.deadlocks).toHaveLength(2);
    expect(together.deadlocks[0]).toEqual({ at: expect.any(String), gateId: 'G4', attemptId: 'an id' });
    expect(together.lockWaits).toHaveLength(1);
    expect(together.databaseErrors).toMatchObject([
      {
        cause: 'too-many-connections',
        errno: 1040,
        errorCode: 'ER_CON_COUNT_ERROR',
        sentence: 'A try failed',
      },
      { cause: 'database-unreachable', errorCode: 'ECONNREFUSED' },
      { cause: 'no-answer-in-time', errorCode: null },
    ]);
    expect(together.leftByDatabase).toMatchObject([{ cause: 'busy' }]);
  });

  test('joins an outage in which the program was started again, and says where the end is not seen', async () => {
    const changed = `${sentences.CONNECTION_CHANGED} {"state":`;
    const old = writeLines('G1/admit-one.old.log', [
      entry(0, `${sentences.GATE_OPENED} {"gate":"G1"}`),
      entry(1, `${changed}"on-its-own","cause":"database-unreachable"}`),
      entry(2, `${sentences.GATE_OPENED} {"gate":"G1"}`),
    ]);
    const file = writeLines('G1/admit-one.log', [
      entry(3, `${changed}"on-its-own","cause":"read-only"}`),
      entry(5, `${changed}"catching-up"}`),
      entry(6, `${changed}"online"}`),
      entry(8, `${changed}"away","cause":"disk-full"}`),
    ]);
    // The older file first, whatever the order in which they are named, and the gate is known from it.
    const { files, together } = await analyseLogs([file, old]);
    expect(files.map((one) => one.file)).toEqual([old, file]);
    expect(together.outages).toEqual([
      {
        gateId: 'G1',
        beganAt: '2026-12-18T19:01:00.000Z',
        endedAt: '2026-12-18T19:05:00.000Z',
        cause: 'database-unreachable',
      },
      { gateId: 'G1', beganAt: '2026-12-18T19:08:00.000Z', endedAt: null, cause: 'disk-full' },
    ]);
    expect(together.restarts).toHaveLength(2);
    expect(await analyseLogs([path.join(folder, 'G1')])).toEqual({ files, together });
  });

  test('counts damaged lines and goes on, and says of a file what is wrong with it', async () => {
    const file = writeLines('damaged.log', [
      entry(1, 'A heartbeat failed {"cause":"database-unreachable","error":"Error","errorCode":"ECONNRES'),
      '\u0000\u0000\u0000',
      'somebody else’s line',
      '[2026-99-99T99:99:99.999Z] [info]  (gate) At no time',
      entry(2, 'A wrong PIN was given for the lead’s screen', 'warn'),
      entry(3, 'Refused a call {"call":"lead:unlock","reason":"its input is wrong"}', 'warn'),
      entry(4, 'Something new {"errno":1}', 'error'),
      entry(5, 'Something new', 'warn'),
      entry(6, `${sentences.MINUTE} {"attempts":"many"}`),
      entry(7, `${sentences.ANSWERED_UNDECIDED} {"cause":"of a newer program"}`, 'warn'),
    ]);
    const strange = writeLines('strange.log', ['Dear diary,', 'nothing happened']);
    const { files, together } = await analyseLogs([file, strange, path.join(folder, 'nowhere.log')]);
    expect(files.map(({ problem }) => problem)).toEqual([
      null,
      'This is no log of this program: none of its lines is one.',
      'There is no such file.',
    ]);
    expect(files[0]?.figures).toMatchObject({ lines: 10, damagedLines: 4 });
    expect(together.refusals.map(({ what }) => what)).toEqual([
      'A wrong PIN was given for the lead’s screen',
      'Refused a call: lead:unlock, its input is wrong',
    ]);
    expect(together.otherTroubles).toEqual([
      {
        sentence: 'Something new',
        level: 'error',
        count: 2,
        firstAt: '2026-12-18T19:04:00.000Z',
        lastAt: '2026-12-18T19:05:00.000Z',
      },
    ]);
    expect(together.undecided).toMatchObject([{ cause: 'unexpected' }]);
    expect(together.databaseErrors).toEqual([]);
  });

  test('finds the logs on a stick with a folder a gate, and names a folder without any', async () => {
    const logs = [
      writeLines('stick/G1/logs/admit-one.old.log', [entry(0, 'One')]),
      writeLines('stick/G1/logs/admit-one.log', [entry(1, 'Two')]),
      writeLines('stick/G2/admit-one.log', [entry(2, 'Three')]),
      writeLines('stick/from the bar/G3/logs/admit-one.log', [entry(3, 'Four')]),
    ];
    writeLines('stick/G3/Local Storage/000003.log', ['a window’s own']);
    writeLines('stick/practice/logs/admit-one.log', [entry(4, 'Practised')]);
    const { files, together } = await analyseLogs([path.join(folder, 'stick')]);
    expect(files.map(({ file, problem }) => [file, problem])).toEqual(logs.map((file) => [file, null]));
    expect(together.lines).toBe(4);
    const wrong = path.join(folder, 'stick/G3');
    const again = await analyseLogs([path.join(folder, 'stick/G1'), wrong]);
    expect(again.files.filter(({ problem }) => problem !== null)).toMatchObject([
      { file: path.join(wrong, 'admit-one.log'), problem: 'There is no such file.' },
    ]);
  });

  test('of no files is empty, and an empty file is no problem', async () => {
    const file = writeLines('empty.log', []);
    const { files, together } = await analyseLogs([file]);
    expect(files).toMatchObject([{ problem: null, figures: { lines: 0, from: null } }]);
    expect((await analyseLogs([])).together).toEqual(together);
  });

  test('finds the busiest minute of all gates together', async () => {
    const minute = (attempts: number): string => `${sentences.MINUTE} {"attempts":${attempts}}`;
    const g1 = writeLines('G1.log', [
      entry(0, `${sentences.GATE_OPENED} {"gate":"G1"}`),
      entry(5, minute(30)),
      entry(6, minute(12)),
    ]);
    const g2 = writeLines('G2.log', [
      entry(0, `${sentences.GATE_OPENED} {"gate":"G2"}`),
      entry(6, minute(25)),
    ]);
    const { together } = await analyseLogs([g1, g2]);
    expect(busiestMinutes(together.minutes)).toEqual([
      { minute: '2026-12-18T19:05:00.000Z', attempts: 37, gates: 2 },
      { minute: '2026-12-18T19:04:00.000Z', attempts: 30, gates: 1 },
    ]);
  });
});

test('a line is read as the logger writes it, whatever its level and fields', () => {
  expect(readLogEntry('[2026-12-18T19:00:00.000Z] [error] (gate) Bare')).toEqual({
    at: '2026-12-18T19:00:00.000Z',
    level: 'error',
    module: 'gate',
    sentence: 'Bare',
    fields: {},
  });
  expect(readLogEntry('[2026-12-18T19:00:00.000Z] [info]  (a (b) With {"a":{"b":1}}')).toMatchObject({
    module: 'a (b',
  });
  expect(readLogEntry('[2026-12-18T19:00:00.000Z] [info]  (gate) Half {"a":')).toBeNull();
});

test('every sentence that the analysis knows is written somewhere in the house', () => {
  const root = path.resolve(import.meta.dirname, '../../..');
  const sources = globSync('main/**/*.ts', { cwd: root })
    .filter((file) => !/\.test\.ts$|log-analysis/u.test(file))
    .map((file) => readFileSync(path.join(root, file), 'utf8'));
  const known = Object.values(sentences).flatMap((one) =>
    typeof one === 'string' ? [one] : [...one.keys()],
  );
  expect(known.length).toBeGreaterThan(25);
  expect(known.filter((sentence) => !sources.some((source) => source.includes(`'${sentence}'`)))).toEqual([]);
});
