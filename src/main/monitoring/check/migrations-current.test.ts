import { expect, test } from 'vitest';
import { judgeIdentity, judgeMigrations } from './migrations-current.ts';

const KNOWN = [
  { when: 100, tag: '0000_first' },
  { when: 200, tag: '0001_second' },
];

test.each([
  ['all of them', [100, 200], 'green', 'All 2'],
  ['none', [], 'red', '0000_first, 0001_second'],
  ['one too few', [100], 'red', 'Not migrated: 0001_second.'],
  ['one of a newer program', [100, 200, 300], 'red', 'newer version'],
] as const)('a database with %s', (_name, applied, level, words) => {
  const judged = judgeMigrations(KNOWN, applied);
  expect(judged.level).toBe(level);
  expect(judged.finding).toContain(words);
});

test('a database without an identity is amber: the first gate draws one', () => {
  expect(judgeIdentity(null).level).toBe('amber');
  expect(judgeIdentity('an id').level).toBe('green');
});
