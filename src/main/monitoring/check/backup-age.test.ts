import { expect, test } from 'vitest';
import { judgeBackup } from './backup-age.ts';

const HOUR_MS = 60 * 60 * 1_000;
const backup = (hours: number) => ({
  record: { takenAt: new Date(0), host: 'office', file: '/b/x.sql.gz', bytes: 90_000, sha256: '' },
  ageMs: hours * HOUR_MS,
});

test.each([
  ['none of a real concert', null, false, 'red'],
  ['none of practice', null, true, 'green'],
  ['one of this afternoon', backup(5), false, 'green'],
  ['one of the day before yesterday', backup(40), false, 'amber'],
  ['an old one of practice', backup(40), true, 'green'],
] as const)('a backup: %s', (_name, newest, isPractice, level) => {
  expect(judgeBackup(newest, isPractice).level).toBe(level);
});

test('says how old it is and where it lies', () => {
  expect(judgeBackup(backup(5), false).finding).toBe('5 h 0 min old, 90.0 kB, on office: /b/x.sql.gz.');
});
