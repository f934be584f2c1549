import { describe, expect, test } from 'vitest';
import { DatabaseUrlError, describeDatabaseUrl, parseDatabaseUrl } from './database-url.ts';

describe('a database URL', () => {
  test('names host, port, user, password and database, escaped characters included', () => {
    expect(parseDatabaseUrl('mysql://gate:p%40ss%2Fword@db.example:3307/concert')).toEqual({
      host: 'db.example',
      port: 3307,
      user: 'gate',
      password: 'p@ss/word',
      database: 'concert',
    });
  });

  test('has the usual port where it names none, and takes mariadb:// and IPv6', () => {
    expect(parseDatabaseUrl('mariadb://gate@[::1]/concert')).toMatchObject({ host: '::1', port: 3306 });
  });

  test.each(['not a url', 'http://host/database', 'mysql://host', 'mysql:///database', 'mysql://u:100%@h/d'])(
    '%s is refused with a sentence that does not repeat it',
    (url) => {
      expect(() => parseDatabaseUrl(url)).toThrow(DatabaseUrlError);
    },
  );

  test('is shown without user and password', () => {
    expect(describeDatabaseUrl('mysql://gate:secret@db/concert')).toBe('db:3306/concert');
  });
});
