import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { onDatabase } from '#main/database/database-url.ts';
import { roomyFolder } from '../../../../tools/practice/roomy-folder.ts';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';

const COMMAND = path.join(import.meta.dirname, '../../../cli/admit-one.ts');

describe.each(inject('databaseServers'))('backup and restore as commands on $kind $version', (server) => {
  let concert: ScratchConcert;
  let folder: string;

  beforeAll(async () => {
    concert = await createScratchConcert(server);
    await concert.addPurchases([{ code: 'one' }, { code: 'another' }]);
    folder = await mkdtemp(path.join(await roomyFolder(), 'admit-one-backup-'));
  });
  afterAll(async () => {
    await concert.connection.query(`DROP DATABASE IF EXISTS ${restoredName()}`);
    await concert.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const restoredName = () => `${new URL(concert.url).pathname.slice(1)}_restored`;

  /** With a gate's own login, without any right on the server itself. */
  const admitOne = (...words: string[]) =>
    new Promise<{ exitCode: number | null; output: string; complaint: string }>((resolve) => {
      const child = execFile(
        process.execPath,
        [COMMAND, ...words],
        { env: { ...process.env, ADMIT_ONE_HOME: folder, ADMIT_ONE_DATABASE_URL: concert.url } },
        (_error, output, complaint) => resolve({ exitCode: child.exitCode, output, complaint }),
      );
    });

  test('one document each, the usual folder, and a refusal that ends with 1', async () => {
    const taken = await admitOne('backup', '--json');
    expect(taken).toMatchObject({ exitCode: 0, complaint: '' });
    const { file } = JSON.parse(taken.output) as { file: string };
    expect(path.dirname(file)).toBe(path.join(folder, 'backups'));
    const [restored, refused] = await Promise.all([
      admitOne('restore', file, '--to', onDatabase(concert.url, restoredName())),
      admitOne('restore', file, '--to', concert.url),
    ]);
    expect(restored).toMatchObject({
      exitCode: 0,
      complaint: '',
      output: expect.stringMatching(/^The new database .* holds the backup: 16 tables, 2 ticket purchases/u),
    });
    expect(refused).toMatchObject({
      exitCode: 1,
      complaint: expect.stringContaining('never goes over anything'),
    });
  });
});
