import { describe, expect, test } from 'vitest';
import { connectionOf, type ConnectionFacts } from './gate-state-of.ts';

const SINCE = new Date('2026-11-22T19:00:00.000Z');
const FACTS: ConnectionFacts = {
  away: null,
  hasLooked: true,
  pendingLines: 0,
  canDecideHere: true,
  logProblem: null,
};
const away = { cause: 'read-only', since: SINCE } as const;

describe('a gate’s connection', () => {
  test.each<[string, Partial<ConnectionFacts>, object]>([
    ['is connecting until the database was looked at', { hasLooked: false }, { state: 'connecting' }],
    ['is online while the database is there', {}, { state: 'online' }],
    ['is catching up while lines are pending', { pendingLines: 3 }, { state: 'catching-up' }],
    [
      'is on its own while the database is away',
      { away, pendingLines: 3 },
      { state: 'on-its-own', cause: 'read-only', since: SINCE.toISOString() },
    ],
    ['is on its own before the first look as well', { away, hasLooked: false }, { state: 'on-its-own' }],
    [
      'is away with nothing to decide from',
      { away, canDecideHere: false },
      { state: 'away', cause: 'read-only' },
    ],
    [
      'is away with no log to write to, and says so',
      { away, logProblem: 'log-disk-full' },
      { state: 'away', cause: 'log-disk-full' },
    ],
    ['minds no full disk while the database is there', { logProblem: 'log-disk-full' }, { state: 'online' }],
  ])('%s', (_sentence, difference, expected) => {
    expect(connectionOf({ ...FACTS, ...difference })).toMatchObject(expected);
  });
});
