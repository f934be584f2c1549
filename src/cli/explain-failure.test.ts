import { expect, test } from 'vitest';
import { DatabaseUrlError } from '#main/database/database-url.ts';
import { BackupError } from '#main/monitoring/backup/backup-failure.ts';
import { RehearsalError } from '#main/rehearsal/rehearsal.ts';
import { CommandError, explainFailure } from './explain-failure.ts';

/** As the driver says that this user may not make a database. */
const denied = Object.assign(new Error('Access denied for user'), {
  code: 'ER_DBACCESS_DENIED_ERROR',
  errno: 1044,
});

test.each([
  new RehearsalError('Run: GRANT ALL ...;', { cause: denied }),
  new CommandError('There is no concert 7.', { cause: denied }),
  new BackupError('The folder is full.', 'Make room.'),
  new DatabaseUrlError('The database URL names no host.'),
])('a failure that is a sentence already is told as it is, whatever caused it: $name', (error) => {
  expect(explainFailure(error)).toBe(error.message);
});

test('a failure of the driver, however it is wrapped, gets a sentence, an advice and its code', () => {
  expect(explainFailure(new Error('Failed query: select', { cause: denied }))).toMatch(
    /^The database refuses this gate’s user or password\. .*\(ER_DBACCESS_DENIED_ERROR\)$/u,
  );
  expect(explainFailure(new Error('odd'))).toBe('odd');
});
