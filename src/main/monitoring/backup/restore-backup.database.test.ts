import { execFile } from 'node:child_process';
import { stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { findDatabaseId } from '#main/database/database-id.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { openTestLaptop, scan } from '#main/gate/fixtures/test-laptop.ts';
import type { ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import type { BackupProgress } from './backup-outcome.ts';
import { findNewestBackup } from './backup-records.ts';
import { findProgram } from './database-programs.ts';
import { type TestBackups, openTestBackups } from './fixtures/test-backups.ts';
import { contentsOf } from './fixtures/contents-of.ts';
import { withOptionFile } from './option-file.ts';
import { SERVER_NAMES } from './server-kind.ts';

const run = promisify(execFile);

describe.each(inject('databaseServers'))('a backup on $kind $version', (server) => {
  let backups: TestBackups;
  let concert: ScratchConcert;
  let pool: SessionPool;
  let folder: string;

  beforeAll(async () => {
    backups = await openTestBackups(server);
    ({ concert, pool } = backups);
  });
  afterAll(() => backups.drop());
  beforeEach(async () => {
    folder = await backups.newFolder();
  });

  test('restores to the last byte, and a gate knows it as the same database and admits there', async () => {
    const seen: BackupProgress[] = [];
    const before = await contentsOf(concert.adminUrl);
    const taken = await backups.take({ folder, onProgress: (progress) => seen.push(progress) });
    expect(taken).toMatchObject({ outcome: 'taken', tables: 17, isOnRecord: true });
    if (taken.outcome === 'failed') return;
    expect(seen.at(-1)).toMatchObject({ tables: 17, tablesInAll: 17 });
    expect(await findNewestBackup(pool)).toMatchObject({
      record: { file: taken.file, bytes: taken.bytes, sha256: taken.sha256 },
    });
    const found = await stat(taken.file);
    expect(found.size).toBe(taken.bytes);
    if (process.platform !== 'win32') expect(found.mode & 0o777).toBe(0o600);

    const url = backups.newDatabase();
    const restored = await backups.restore({ file: taken.file, url });
    const databaseId = await findDatabaseId(pool);
    expect(restored).toMatchObject({
      outcome: 'restored',
      isNew: true,
      tables: 17,
      sha256: taken.sha256,
      databaseId,
      ticketPurchases: 402,
      attempts: 0,
    });
    // Its own row was written after it.
    expect({ ...(await contentsOf(url)), backups: null }).toEqual({ ...before, backups: null });

    const laptop = await openTestLaptop(url);
    try {
      const gate = laptop.open();
      const code = "Odd ‘code’ with \\ and 'quotes' — 李 🎟";
      expect(await scan(gate, code)).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
      expect(await scan(gate, code)).toMatchObject({ verdict: 'already-admitted', decidedBy: 'database' });
    } finally {
      await laptop.close();
    }
  });

  test('is restored nowhere but into an empty place, and only when it is whole and of this kind', async () => {
    const dump = (maker: string, body = '') =>
      gzipSync(`-- ${maker} dump 10\n${body}-- Dump completed on 2026-11-22\n`);
    const own = SERVER_NAMES[server.kind];
    const file = path.join(folder, 'some.sql.gz');
    const url = backups.newDatabase();

    await writeFile(file, dump(own));
    const before = await contentsOf(concert.adminUrl);
    expect(await backups.restore({ file, url: concert.adminUrl })).toMatchObject({
      outcome: 'failed',
      problem: expect.stringContaining('is not empty'),
    });
    expect(await contentsOf(concert.adminUrl)).toEqual(before);

    expect(await backups.restore({ file: path.join(folder, 'none'), url })).toMatchObject({
      outcome: 'failed',
      problem: expect.stringContaining('There is no file'),
    });
    await writeFile(file, dump(server.kind === 'mysql' ? 'MariaDB' : 'MySQL'));
    const other = await backups.restore({ file, url });
    expect(other).toMatchObject({ outcome: 'failed' });
    await writeFile(file, dump(own));
    await truncate(file, (await stat(file)).size - 5);
    expect(await backups.restore({ file, url })).toMatchObject({
      outcome: 'failed',
      problem: expect.stringContaining('damaged or cut off'),
    });
    // Until here nothing was made.
    const name = new URL(url).pathname.slice(1);
    expect(
      await concert.count('SELECT COUNT(*) AS n FROM information_schema.schemata WHERE schema_name = ?', [
        name,
      ]),
    ).toBe(0);

    await writeFile(
      file,
      dump(own, 'CREATE TABLE a (id INT);\nINSERT INTO missing VALUES (1);\nCREATE TABLE b (id INT);\n'),
    );
    expect(await backups.restore({ file, url })).toMatchObject({
      outcome: 'failed',
      problem: expect.stringContaining('1146'),
      advice: expect.stringContaining('holds a part of the backup and is of no use: drop it'),
    });
  });

  test('is not restored from a dump that names its own database, which the client would follow there', async () => {
    const program = await findProgram(server.kind, 'dump');
    const file = path.join(folder, 'whole.sql');
    const { pathname } = new URL(concert.adminUrl);
    await withOptionFile(concert.adminUrl, server.kind, (optionFile) =>
      run(program ?? '', [
        `--defaults-file=${optionFile}`,
        '--single-transaction',
        '--no-tablespaces',
        `--result-file=${file}`,
        '--databases',
        pathname.slice(1),
      ]),
    );
    // Newer than the dump, it would be lost.
    await concert.connection.query("INSERT INTO students (name) VALUES ('Came after the dump')");
    const url = backups.newDatabase();
    expect(await backups.restore({ file, url })).toMatchObject({
      outcome: 'failed',
      problem: expect.stringContaining('names its own database'),
    });
    expect(await concert.count("SELECT COUNT(*) AS n FROM students WHERE name = 'Came after the dump'")).toBe(
      1,
    );
    expect(
      await concert.count('SELECT COUNT(*) AS n FROM information_schema.schemata WHERE schema_name = ?', [
        new URL(url).pathname.slice(1),
      ]),
    ).toBe(0);
  });
});
