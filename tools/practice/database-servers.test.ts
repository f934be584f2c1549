import { expect, test } from 'vitest';
import { findDatabaseServers, readVersion, SERVER_VARIABLE } from './database-servers.ts';

test.each([
  ['mysqld  Ver 8.0.45 for Linux on x86_64 (MySQL Community Server - GPL)', 'mysql', '8.0.45'],
  ['/x/mysqld  Ver 9.7.4-2 for Linux on x86_64 ((Debian))', 'mysql', '9.7.4'],
  [
    'mysqld  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)',
    'mariadb',
    '10.11.19',
  ],
])('%s is understood', (answer, kind, version) => {
  expect(readVersion('/x/mysqld', answer)).toEqual({ path: '/x/mysqld', kind, version });
});

test.each(['mysqld  Ver 5.7.44 for Linux on x86_64', 'something else'])(
  '%s is no server for us',
  (answer) => {
    expect(readVersion('/x/mysqld', answer)).toBeNull();
  },
);

test('a server that is named and does not work is an error, not a surprise later', async () => {
  await expect(findDatabaseServers({ [SERVER_VARIABLE]: process.execPath })).rejects.toThrow(SERVER_VARIABLE);
});
