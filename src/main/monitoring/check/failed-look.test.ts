import { expect, test } from 'vitest';
import { TimeLimitError } from '#main/database/failures.ts';
import { describeFailedLook } from './failed-look.ts';

const SUBJECTS = [
  { id: 'a', group: 'server', title: 'A' },
  { id: 'b', group: 'server', title: 'B' },
] as const;
const serverError = (errno: number) => Object.assign(new Error('the server’s words'), { errno });

test.each([
  ['tables that are missing', 1146, 'red', 'migrate'],
  ['a table that this user may not see', 1142, 'amber', 'right'],
  ['what nobody expected', 1064, 'amber', 'by hand'],
] as const)('%s gives every subject its line', (_name, errno, level, words) => {
  const lines = describeFailedLook(SUBJECTS, serverError(errno), null);
  expect(lines.map(({ id }) => id)).toEqual(['a', 'b']);
  for (const line of lines) expect(line).toMatchObject({ level, advice: expect.stringContaining(words) });
});

test('a database that is away ends the check', () => {
  expect(() =>
    describeFailedLook(SUBJECTS, Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }), null),
  ).toThrow('gone');
});

test('a look that was too slow is amber: the next one may not be', () => {
  const [line] = describeFailedLook(SUBJECTS, new TimeLimitError('a look', 5), null);
  expect(line).toMatchObject({ level: 'amber', finding: 'The database did not answer in time.' });
});
