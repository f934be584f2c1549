import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { array, assert, asyncProperty, integer, tuple, boolean } from 'fast-check';
import { expect, test } from 'vitest';
import type { LogLine } from '#main/emergency/log/log-reading.ts';
import { keepingLog, silentLog } from '../../../tools/practice/silent-log.ts';
import { openReplayedLines } from './replayed-lines.ts';

const lineAt = (sequence: number): LogLine => ({ logId: 'a log', sequence }) as LogLine;

test('what was replayed in whatever order is known again after a restart, and nothing else', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-replayed-'));
  await assert(
    asyncProperty(array(tuple(integer({ min: 0, max: 60 }), boolean())), async (results) => {
      rmSync(path.join(folder, 'replayed-lines.json'), { force: true });
      const before = openReplayedLines(folder, silentLog);
      before.note(results.map(([at, isIn]) => ({ line: lineAt(at), reason: isIn ? null : 'ticket-gone' })));
      await before.save();
      const after = openReplayedLines(folder, silentLog);
      for (let at = 0; at <= 61; at += 1) {
        const mine = results.filter(([sequence]) => sequence === at);
        const expected = mine.some(([, isIn]) => isIn)
          ? 'in-database'
          : mine.length > 0
            ? 'set-aside'
            : 'pending';
        expect(after.stateOf(lineAt(at)).state).toBe(expected);
      }
    }),
    { numRuns: 30 },
  );
  rmSync(folder, { recursive: true });
});

test('what a person has closed is known after a restart, until it goes in; a file of an earlier program has none', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-replayed-'));
  const earlier = { logId: 'a log', inDatabase: [], setAside: [{ sequence: 3, reason: 'ticket-gone' }] };
  writeFileSync(path.join(folder, 'replayed-lines.json'), JSON.stringify({ version: 1, logs: [earlier] }));
  const before = openReplayedLines(folder, silentLog);
  expect(before.stateOf(lineAt(3))).toEqual({ state: 'set-aside', reason: 'ticket-gone' });
  before.close([lineAt(3)]);
  await before.save();
  const after = openReplayedLines(folder, silentLog);
  expect(after.stateOf(lineAt(3))).toEqual({ state: 'closed', reason: 'ticket-gone' });
  after.note([{ line: lineAt(3), reason: null }]);
  expect(after.stateOf(lineAt(3))).toEqual({ state: 'in-database' });
  rmSync(folder, { recursive: true });
});

test('a damaged file is reported, and everything is pending again', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-replayed-'));
  writeFileSync(path.join(folder, 'replayed-lines.json'), '{"version":1,');
  const { log, entries } = keepingLog();
  expect(openReplayedLines(folder, log).stateOf(lineAt(0))).toEqual({ state: 'pending' });
  expect(entries).toHaveLength(1);
  rmSync(folder, { recursive: true });
});
