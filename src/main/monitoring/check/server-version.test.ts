import { expect, test } from 'vitest';
import { judgeVersion } from './server-version.ts';

test.each([
  ['9.7.4-2', 'green', 'MySQL 9.7.4.'],
  ['8.0.23', 'green', 'MySQL 8.0.23.'],
  ['10.11.19-MariaDB-0+deb12u1', 'green', 'MariaDB 10.11.19.'],
  ['5.5.5-10.11.6-MariaDB', 'green', 'MariaDB 10.11.6.'],
  ['10.6.12-MariaDB', 'amber', 'never tried'],
  ['8.0.22', 'red', 'too old'],
  ['5.7.44-log', 'red', 'too old'],
  ['something else', 'amber', 'calls itself “something else”'],
])('a server that calls itself %s is %s', (version, level, words) => {
  const judged = judgeVersion(version);
  expect(judged.level).toBe(level);
  expect(judged.finding).toContain(words);
});
