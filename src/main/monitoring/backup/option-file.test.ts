import { stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseDatabaseUrl } from '#main/database/database-url.ts';
import { optionText, withOptionFile } from './option-file.ts';

const URL_OF_DATABASE = 'mysql://ada:pa%22ss%23%5Cw%20@10.0.0.5:3307/night';

test('a password with every odd character is quoted as an option file wants it', () => {
  expect(optionText(parseDatabaseUrl(URL_OF_DATABASE), 'mysql', 'ca.pem')).toBe(
    '[client]\nhost="10.0.0.5"\nport=3307\nuser="ada"\npassword="pa\\"ss#\\\\w "\nprotocol=tcp\n',
  );
});

test('where a gate wants the server to prove itself, the tool wants it too', () => {
  const address = parseDatabaseUrl(`${URL_OF_DATABASE}?ssl=true`);
  expect(optionText(address, 'mysql', 'ca.pem')).toContain('ssl-ca="ca.pem"\nssl-mode=VERIFY_IDENTITY');
  expect(optionText(address, 'mariadb', 'ca.pem')).toContain('ssl-ca="ca.pem"\nssl-verify-server-cert');
});

test('the file is the owner’s only, and gone when the work is done or has failed', async () => {
  let seen = '';
  const work = withOptionFile(URL_OF_DATABASE, 'mysql', async (file) => {
    seen = file;
    if (process.platform !== 'win32') {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
    }
    throw new Error('the work failed');
  });
  await expect(work).rejects.toThrow('the work failed');
  await expect(stat(path.dirname(seen))).rejects.toThrow('ENOENT');
});
