import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RowDataPacket } from 'mysql2/promise';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { roomyFolder } from '../../../../tools/practice/roomy-folder.ts';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../../tools/practice/silent-log.ts';
import { describeMissingProgram, findProgram } from './database-programs.ts';
import { withOptionFile } from './option-file.ts';
import { restoreBackup, type RestoreOutcome } from './restore-backup.ts';
import { SERVER_NAMES } from './server-kind.ts';

const run = promisify(execFile);

describe.each(inject('databaseServers'))(
  'a restore on $kind $version touches nothing but its own database',
  ({ kind, url: serverUrl, adminUrl }) => {
    let concert: ScratchConcert;
    let folder: string;
    let live: string;
    const made: string[] = [];

    beforeAll(async () => {
      folder = await mkdtemp(path.join(await roomyFolder(), 'admit-one-restore-safety-'));
      concert = await createScratchConcert({ url: serverUrl, adminUrl });
      live = new URL(concert.adminUrl).pathname.slice(1);
      await concert.connection.query('CREATE TABLE precious (id INT)');
    });
    afterAll(async () => {
      for (const name of made) await concert.connection.query(`DROP DATABASE IF EXISTS ${name}`);
      await concert.drop();
      await rm(folder, { recursive: true, force: true });
    });

    async function restore(text: string | Buffer, name: string): Promise<RestoreOutcome> {
      made.push(name);
      const file = path.join(folder, `${name}.sql`);
      await writeFile(file, text);
      const url = new URL(concert.adminUrl);
      url.pathname = `/${name}`;
      return await restoreBackup({
        file,
        url: url.href,
        onProgress: () => undefined,
        signal: new AbortController().signal,
        log: silentLog,
      });
    }

    async function select(sql: string): Promise<RowDataPacket[]> {
      return (await concert.connection.query<RowDataPacket[]>(sql))[0];
    }

    /** What a statement that went astray would change. */
    function surroundings(): Promise<RowDataPacket[]> {
      return select(
        `SELECT (SELECT default_collation_name FROM information_schema.schemata WHERE schema_name = '${live}') AS collation_name,
           (SELECT COUNT(*) FROM precious) AS n, @@GLOBAL.max_connections AS connections,
           (SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '${live}') AS tables_in_all`,
      );
    }

    function dumpWith(text: string): string {
      return `-- ${SERVER_NAMES[kind]} dump 10\n-- Table structure for table \`a\`\nCREATE TABLE a (id INT);\n${text}\nINSERT INTO a VALUES (1);\n-- Dump completed on 2026-11-22\n`;
    }

    test.each([
      ['use LIVE;\nDROP TABLE precious;', 'names its own database'],
      ['INSERT INTO a VALUES (2); use LIVE; DROP TABLE precious;', 'names its own database'],
      ['delimiter //\nuse LIVE//\nDROP TABLE precious//\ndelimiter ;', 'names its own database'],
      ['drop table LIVE.precious;', '“drop table LIVE.'],
      ['DROP TABLE IF EXISTS b, LIVE.precious;', '“DROP TABLE IF”'],
      ['insert into LIVE.precious values (1);', '“insert into LIVE.'],
      ['/*!40000 CREATE TABLE LIVE.other (id INT) */;', '“CREATE TABLE LIVE.'],
      ['RENAME TABLE a TO LIVE.other;', '“RENAME TABLE a”'],
      ['SET GLOBAL max_connections = 77;', '“SET GLOBAL max_connections”'],
      ["SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ '';", '“SET @@GLOBAL.GTID_PURGED”'],
      ['\\! touch MARK', '“\\! touch'],
      ['system touch MARK', '“system touch'],
      ['tee MARK', '“tee'],
      ['source MARK', '“source'],
    ])('%s', async (statement, words) => {
      const before = await surroundings();
      const mark = path.join(folder, `mark-${newId()}`);
      const name = `scratch_safe_${newId().replaceAll('-', '')}`;
      const outcome = await restore(
        dumpWith(statement.replaceAll('LIVE', live).replaceAll('MARK', mark)),
        name,
      );
      expect(await surroundings()).toEqual(before);
      await expect(access(mark)).rejects.toThrow('ENOENT');
      expect(outcome).toMatchObject({
        outcome: 'failed',
        problem: expect.stringContaining(words.replaceAll('LIVE', live)),
      });
      expect(await select(`SHOW DATABASES LIKE '${name}'`)).toEqual([]);
    });

    test('everything that the tool writes for a database of its own is let through', async () => {
      const { connection } = concert;
      const statements = [
        'CREATE TABLE `od``d;` (id INT PRIMARY KEY, note TEXT)',
        String.raw`INSERT INTO ${'`od``d;`'} VALUES (1, 'it''s; -- \\ " use live;\n/* # \0 李'), (-2, NULL)`,
        'CREATE FUNCTION twice(i INT) RETURNS INT DETERMINISTIC RETURN i * 2',
        "CREATE PROCEDURE chatty() BEGIN -- it's a comment; use live;\n  SELECT 'DROP DATABASE live;'; END",
        'CREATE EVENT tidy ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM precious WHERE id < 0',
        'CREATE TRIGGER precious_trigger BEFORE INSERT ON precious FOR EACH ROW BEGIN SET @seen = 1; END',
        'CREATE VIEW precious_view AS SELECT id FROM precious',
        ...(kind === 'mariadb' ? ['CREATE SEQUENCE numbers START WITH 7'] : []),
        ...(kind === 'mysql' ? ['ANALYZE TABLE `od``d;` UPDATE HISTOGRAM ON id WITH 4 BUCKETS'] : []),
      ];
      for (const statement of statements) await connection.query(statement);
      const program = await findProgram(kind, 'dump');
      if (program === null) throw new Error(describeMissingProgram(kind, 'dump'));
      const file = path.join(folder, 'everything.sql');
      const words = ['--routines', '--events', '--triggers', '--single-transaction', '--no-autocommit'];
      await withOptionFile(concert.adminUrl, kind, (options) =>
        run(program, [
          `--defaults-file=${options}`,
          ...words,
          ...(kind === 'mysql' ? ['--set-gtid-purged=OFF', '--column-statistics'] : []),
          '--no-tablespaces',
          `--result-file=${file}`,
          live,
        ]),
      );
      const name = `scratch_safe_${newId().replaceAll('-', '')}`;
      expect(await restore(await readFile(file), name)).toMatchObject({ outcome: 'restored' });
      const [copied] = await select(`SELECT id, note FROM ${name}.\`od\`\`d;\` ORDER BY id DESC`);
      expect(copied).toEqual((await select('SELECT id, note FROM `od``d;` ORDER BY id DESC'))[0]);
      expect(
        await select(
          `SELECT (SELECT COUNT(*) FROM information_schema.events WHERE event_schema = '${name}') AS events,
             (SELECT COUNT(*) FROM information_schema.routines WHERE routine_schema = '${name}') AS routines,
             (SELECT COUNT(*) FROM information_schema.views WHERE table_schema = '${name}') AS views`,
        ),
      ).toEqual([{ events: 1, routines: 2, views: 1 }]);
    });

    test('a dump that the tool wrote with ALTER DATABASE in it changes the restored one, not the one that it names', async () => {
      const { connection } = concert;
      // The tool goes back to the character set that a routine was made under, by the database's name.
      await connection.query(`ALTER DATABASE ${live} CHARACTER SET latin1 COLLATE latin1_bin`);
      await connection.query('CREATE PROCEDURE count_precious() SELECT COUNT(*) FROM precious');
      await connection.query(`ALTER DATABASE ${live} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
      const program = await findProgram(kind, 'dump');
      if (program === null) throw new Error(describeMissingProgram(kind, 'dump'));
      const file = path.join(folder, 'whole.sql');
      await withOptionFile(concert.adminUrl, kind, (options) =>
        run(program, [
          `--defaults-file=${options}`,
          '--routines',
          '--no-tablespaces',
          ...(kind === 'mysql' ? ['--set-gtid-purged=OFF'] : []),
          `--result-file=${file}`,
          live,
        ]),
      );
      const text = await readFile(file, 'latin1');
      expect(text).toContain(`ALTER DATABASE \`${live}\` CHARACTER SET`);

      // Gone over there, or somebody else's here: it must not matter.
      await connection.query(`ALTER DATABASE ${live} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
      const before = await surroundings();
      const name = `scratch_safe_${newId().replaceAll('-', '')}`;
      expect(await restore(Buffer.from(text, 'latin1'), name)).toMatchObject({ outcome: 'restored' });
      expect(await surroundings()).toEqual(before);
      expect(
        await select(
          `SELECT default_collation_name AS found FROM information_schema.schemata WHERE schema_name = '${name}'`,
        ),
      ).toEqual([{ found: 'utf8mb4_unicode_ci' }]);
      expect(
        await select(
          `SELECT database_collation AS found FROM information_schema.routines WHERE routine_schema = '${name}' AND routine_name = 'count_precious'`,
        ),
      ).toEqual([{ found: 'latin1_bin' }]);
    });
  },
);
