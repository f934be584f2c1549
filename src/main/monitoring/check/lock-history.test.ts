import { expect, test } from 'vitest';
import { judgeDeadlocks, judgeRowLockWaits } from './lock-history.ts';
import { factsOf } from './server-facts.ts';

test.each<[string, Record<string, string>, string]>([
  ['none at all', {}, 'green'],
  ['short ones long ago', { Innodb_row_lock_waits: '40', Innodb_row_lock_time_avg: '12' }, 'green'],
  ['long ones', { Innodb_row_lock_waits: '3', Innodb_row_lock_time_avg: '900' }, 'amber'],
  ['one right now', { Innodb_row_lock_current_waits: '1' }, 'amber'],
])('row lock waits: %s', (_name, facts, level) => {
  expect(judgeRowLockWaits(factsOf({ Uptime: '3600', ...facts })).level).toBe(level);
});

test.each([
  ['none', { deadlocks: 0, uptimeS: 60 }, 'green'],
  ['a few in a month', { deadlocks: 30, uptimeS: 30 * 86_400 }, 'green'],
  ['one in the first minutes', { deadlocks: 1, uptimeS: 300 }, 'amber'],
  ['some in an hour', { deadlocks: 5, uptimeS: 3_600 }, 'amber'],
  ['nobody counts them', { deadlocks: null, uptimeS: 3_600 }, 'amber'],
] as const)('deadlocks: %s', (_name, facts, level) => {
  expect(judgeDeadlocks(facts).level).toBe(level);
});
