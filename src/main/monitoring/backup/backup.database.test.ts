import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { v7 as newAttemptId } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { settingsSchema } from '#shared/settings.ts';
import { findDatabaseId } from '#main/database/database-id.ts';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { openGate } from '#main/gate/gate.ts';
import { mountSmallDisk } from '../../../../tools/faults/small-disk.ts';
import { roomyFolder } from '../../../../tools/practice/roomy-folder.ts';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../../tools/practice/silent-log.ts';
import type { BackupOutcome, BackupProgress } from './backup-outcome.ts';
import { findNewestBackup } from './backup-records.ts';
import { describeMissingProgram, findProgram } from './database-programs.ts';
import { withOptionFile } from './option-file.ts';
import { restoreBackup, type RestoreOutcome } from './restore-backup.ts';
import { SERVER_NAMES } from './server-kind.ts';
import { takeBackup } from './take-backup.ts';

const run = promisify(execFile);
const COMMAND = path.join(import.meta.dirname, '../../../cli/admit-one.ts');
/** Between the attempts and the ticket purchases in a dump: the time in which a careless one would tear the books. */
const STUDENTS = 20_000;

describe.each(inject('databaseServers'))(
  'a backup on $kind $version',
  ({ kind, url: serverUrl, adminUrl }) => {
    let home: string;
    let folder: string;
    let concert: ScratchConcert;
    let pool: SessionPool;
    const madeDatabases: string[] = [];

    beforeAll(async () => {
      home = await mkdtemp(path.join(await roomyFolder(), 'admit-one-backup-'));
      for (const use of ['dump', 'client'] as const) {
        if ((await findProgram(kind, use)) === null) throw new Error(describeMissingProgram(kind, use));
      }
      concert = await createScratchConcert({ url: serverUrl, adminUrl });
      pool = openSessionPool({ url: concert.adminUrl, log: silentLog });
      await fill();
    });
    afterAll(async () => {
      await pool.close();
      for (const name of madeDatabases) await concert.connection.query(`DROP DATABASE IF EXISTS ${name}`);
      await concert.drop();
      await rm(home, { recursive: true, force: true });
    });
    beforeEach(async () => {
      folder = await mkdtemp(path.join(home, 'to-'));
    });

    /** What a database of the web version's can hold besides our tables. */
    async function fill(): Promise<void> {
      await concert.addPurchases([
        ...Array.from({ length: 400 }, (_, at) => ({ code: `TICKET-${at}` })),
        { code: "Odd ‘code’ with \\ and 'quotes' — 李 🎟", attentionNote: 'Two lines,\nthe 2nd: "door B"' },
        { code: 'blank at the end ' },
      ]);
      const statements = [
        `INSERT INTO students (name) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${STUDENTS}) SELECT CONCAT('Student ', i) FROM n`,
        `CREATE TABLE odd (id INT PRIMARY KEY, picture BLOB, flags BIT(5), price DECIMAL(8,2), made_at TIMESTAMP(3) NULL,
         hidden INT INVISIBLE, total INT GENERATED ALWAYS AS (id * 2) STORED, twice INT GENERATED ALWAYS AS (id * 4) VIRTUAL)`,
        "INSERT INTO odd (id, picture, flags, price, made_at, hidden) VALUES (1, x'00FF0A0D275C', b'10101', 12.50, '2026-06-01 19:30:00.123', 7), (2, NULL, NULL, NULL, NULL, NULL)",
        'CREATE VIEW sold AS SELECT id FROM ticket_purchases WHERE is_walk_in = 0',
        'CREATE PROCEDURE count_sold() SELECT COUNT(*) FROM sold',
        'CREATE TRIGGER odd_price BEFORE INSERT ON odd FOR EACH ROW BEGIN IF NEW.price IS NULL THEN SET NEW.price = 9; END IF; END',
      ];
      await concert.connection.query(
        `SET SESSION ${kind === 'mysql' ? 'cte_max_recursion_depth' : 'max_recursive_iterations'} = ${STUDENTS + 1}`,
      );
      for (const statement of statements) await concert.connection.query(statement);
    }

    function take(options: Partial<Parameters<typeof takeBackup>[0]> = {}): Promise<BackupOutcome> {
      return takeBackup({
        url: concert.adminUrl,
        pool,
        folder,
        onProgress: () => undefined,
        signal: new AbortController().signal,
        log: silentLog,
        ...options,
      });
    }

    function restore(
      options: Pick<Parameters<typeof restoreBackup>[0], 'file' | 'url'>,
    ): Promise<RestoreOutcome> {
      return restoreBackup({
        onProgress: () => undefined,
        signal: new AbortController().signal,
        log: silentLog,
        ...options,
      });
    }

    /** The address of a database that does not exist yet. */
    function newDatabase(): string {
      const name = `scratch_restored_${newAttemptId().replaceAll('-', '')}`;
      madeDatabases.push(name);
      const address = new URL(concert.adminUrl);
      address.pathname = `/${name}`;
      return address.href;
    }

    async function connect(url: string): Promise<Connection> {
      return await createConnection({ uri: url, charset: 'utf8mb4', timezone: 'Z' });
    }

    /** Every table with what it is made of and what is in it; views, routines and triggers by name. */
    async function contentsOf(url: string): Promise<Readonly<Record<string, unknown>>> {
      const connection = await connect(url);
      const select = async (sql: string): Promise<RowDataPacket[]> =>
        (await connection.query<RowDataPacket[]>(sql))[0];
      try {
        const names = await select(
          "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY 1",
        );
        const contents: Record<string, unknown> = {};
        for (const { name } of names as { name: string }[]) {
          const [made] = await select(`SHOW CREATE TABLE \`${name}\``);
          const [sum] = await select(`CHECKSUM TABLE \`${name}\` EXTENDED`);
          contents[name] = {
            // MySQL writes the character set of a column sometimes with the table's and sometimes not.
            made: String(made?.['Create Table']).replaceAll(' CHARACTER SET utf8mb4', ''),
            sum: String(sum?.['Checksum']),
          };
        }
        const [hidden] = await select(
          `SELECT COUNT(*) AS rows_in_all, SUM(CRC32(changed_at)) AS changed, SUM(qr_code_digest = UNHEX(SHA2(CONVERT(qr_code USING utf8mb4), 256))) AS digests
         FROM ticket_purchases`,
        );
        const others = await select(
          `SELECT table_name AS name FROM information_schema.views WHERE table_schema = DATABASE()
         UNION ALL SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE()
         UNION ALL SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()`,
        );
        return { ...contents, hidden, others: others.map(({ name }) => String(name)).toSorted() };
      } finally {
        connection.destroy();
      }
    }

    /** Admits one after the other, as the admission does, until it is told to stop. */
    async function admitMeanwhile(isOver: () => boolean): Promise<number> {
      const connection = await connect(concert.adminUrl);
      let admitted = 0;
      try {
        for (let at = 0; !isOver() && at < 400; at += 1) {
          await connection.query('BEGIN');
          await connection.query(
            `INSERT INTO scan_attempts (attempt_id, ticket_purchase_id, concert_id, gate_id, verdict, decided_by, code_digest, door_time, duration_ms)
           SELECT ?, id, ?, 'G1', 'admitted', 'database', qr_code_digest, UTC_TIMESTAMP(3), 5 FROM ticket_purchases WHERE qr_code = ?`,
            [newAttemptId(), concert.concertId, `TICKET-${at}`],
          );
          await connection.query(
            "UPDATE ticket_purchases SET status = 'used', used_at = UTC_TIMESTAMP(3) WHERE qr_code = ?",
            [`TICKET-${at}`],
          );
          await connection.query('COMMIT');
          admitted += 1;
        }
        return admitted;
      } finally {
        connection.destroy();
      }
    }

    test('restores to the last byte, and a gate knows it as the same database and admits there', async () => {
      const seen: BackupProgress[] = [];
      const before = await contentsOf(concert.adminUrl);
      const taken = await take({ onProgress: (progress) => seen.push(progress) });
      expect(taken).toMatchObject({ outcome: 'taken', tables: 17, isOnRecord: true });
      if (taken.outcome === 'failed') return;
      expect(seen.at(-1)).toMatchObject({ tables: 17, tablesInAll: 17 });
      expect(await findNewestBackup(pool)).toMatchObject({
        record: { file: taken.file, bytes: taken.bytes, sha256: taken.sha256 },
      });
      const found = await stat(taken.file);
      expect(found.size).toBe(taken.bytes);
      if (process.platform !== 'win32') expect(found.mode & 0o777).toBe(0o600);

      const url = newDatabase();
      const restored = await restore({ file: taken.file, url });
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

      const gate = openGate({
        settings: settingsSchema.parse({ gate: { id: 'G1' } }),
        databaseUrl: url,
        isPractice: false,
        folder: await mkdtemp(path.join(home, 'gate-')),
        log: silentLog,
      });
      try {
        const scan = () =>
          gate.submit({
            attemptId: newAttemptId(),
            code: "Odd ‘code’ with \\ and 'quotes' — 李 🎟",
            doorTime: new Date().toISOString(),
            source: 'camera',
          });
        const first = await scan();
        expect(first).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
        gate.noteShown(first.attemptId);
        expect(await scan()).toMatchObject({ verdict: 'already-admitted', decidedBy: 'database' });
      } finally {
        await gate.close();
      }
    });

    test('is of one moment, while gates go on admitting', async () => {
      let isOver = false;
      const admitting = admitMeanwhile(() => isOver);
      await expect.poll(() => concert.count('SELECT COUNT(*) AS n FROM scan_attempts')).toBeGreaterThan(0);
      const taken = await take();
      isOver = true;
      const admitted = await admitting;
      expect(taken.outcome).toBe('taken');
      if (taken.outcome === 'failed') return;
      const url = newDatabase();
      expect(await restore({ file: taken.file, url })).toMatchObject({ outcome: 'restored' });
      const connection = await connect(url);
      const [rows] = await connection.query<RowDataPacket[]>(
        "SELECT (SELECT COUNT(*) FROM scan_attempts) AS attempts, (SELECT COUNT(*) FROM ticket_purchases WHERE status = 'used') AS used",
      );
      connection.destroy();
      expect(rows[0]?.['attempts']).toBe(rows[0]?.['used']);
      expect(Number(rows[0]?.['used'])).toBeLessThanOrEqual(admitted);
    });

    /** A program in the dump tool's place. */
    async function withTool(script: string): Promise<NodeJS.ProcessEnv> {
      const place = await mkdtemp(path.join(home, 'tool-'));
      const file = path.join(place, kind === 'mysql' ? 'mysqldump' : 'mariadb-dump');
      await writeFile(
        file,
        `#!/bin/sh\nif [ "$1" = --version ]; then echo 'Ver 9 ${SERVER_NAMES[kind]}'; exit; fi\n${script}\n`,
      );
      await chmod(file, 0o755);
      return { PATH: place };
    }

    test.each([
      ['breaks off without a word', "printf -- '-- MySQL dump 10\\n'", 'The dump broke off before its end.'],
      [
        'fails after the first table, in its own words',
        "printf -- '-- MySQL dump 10\\n'; echo 'Warning: a password' >&2; echo 'Got error: 1412: Table definition has changed' >&2; exit 2",
        'The server’s tool gave up: Got error: 1412: Table definition has changed',
      ],
      ['is killed', 'kill -9 $$', 'The server’s tool gave up: it ended with SIGKILL'],
    ])('is none when the tool %s: no file, no note of one', async (_what, script, problem) => {
      const before = await findNewestBackup(pool);
      const failed = await take({ environment: await withTool(script) });
      expect(failed).toMatchObject({ outcome: 'failed', problem });
      expect(await readdir(folder)).toEqual([]);
      expect((await findNewestBackup(pool))?.record).toEqual(before?.record);
    });

    test('is none when it is stopped, and leaves nothing behind, the tool included', async () => {
      const stop = new AbortController();
      const pidFile = path.join(folder, '..', `pid-${newAttemptId()}`);
      const environment = await withTool(
        `echo $$ > '${pidFile}'; printf -- '-- MySQL dump 10\\n'; exec /bin/sleep 600`,
      );
      const taking = take({ environment, signal: stop.signal });
      const pidOf = async (): Promise<number> => Number(await readFile(pidFile, 'utf8').catch(() => ''));
      await expect.poll(pidOf, { timeout: 30_000 }).toBeGreaterThan(0);
      const pid = await pidOf();
      stop.abort();
      expect(await taking).toMatchObject({ outcome: 'failed', problem: 'It was stopped.' });
      expect(await readdir(folder)).toEqual([]);
      const isRunning = (): boolean => {
        try {
          return process.kill(pid, 0);
        } catch {
          return false;
        }
      };
      await expect.poll(isRunning, { timeout: 30_000 }).toBe(false);
    });

    test('says which GRANTs a gate’s user lacks, and is whole with them', async () => {
      const user = `gate_${randomBytes(6).toString('hex')}`;
      const account = `'${user}'@'127.0.0.1'`;
      const password = randomBytes(18).toString('base64url');
      const url = new URL(concert.adminUrl);
      Object.assign(url, { username: user, password });
      const database = `\`${url.pathname.slice(1)}\``;
      await concert.connection.query(`CREATE USER ${account} IDENTIFIED BY '${password}'`);
      await concert.connection.query(`GRANT SELECT, INSERT, UPDATE ON ${database}.* TO ${account}`);
      const takeAsGate = async (): Promise<BackupOutcome> => {
        const gatePool = openSessionPool({ url: url.href, log: silentLog });
        try {
          return await take({ url: url.href, pool: gatePool });
        } finally {
          await gatePool.close();
        }
      };
      try {
        const grants = [
          `GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON ${database}.* TO ${account};`,
          `GRANT ${kind === 'mysql' ? 'SHOW_ROUTINE ON *.*' : 'SELECT ON mysql.proc'} TO ${account};`,
        ];
        expect(await takeAsGate()).toEqual({
          outcome: 'failed',
          problem: expect.stringContaining('may not back up everything'),
          advice: `Have an administrator run: ${grants.join(' ')}`,
        });
        expect(await readdir(folder)).toEqual([]);

        for (const grant of grants) await concert.connection.query(grant);
        const taken = await takeAsGate();
        expect(taken).toMatchObject({ outcome: 'taken', isOnRecord: true });
        if (taken.outcome === 'failed') return;
        const dump = gunzipSync(await readFile(taken.file)).toString('latin1');
        for (const thing of [/VIEW `sold`/u, /PROCEDURE `count_sold`/u, /TRIGGER `?odd_price/u]) {
          expect(dump).toMatch(thing);
        }
      } finally {
        await concert.connection.query(`DROP USER ${account}`);
      }
    });

    test('names the package where the server’s own tool is not on this computer', async () => {
      expect(await take({ environment: { PATH: folder } })).toMatchObject({
        outcome: 'failed',
        advice: expect.stringContaining(`${kind}-client`),
      });
    });

    test('says what is wrong with the place it should go to', async () => {
      const environment = await withTool("printf -- '-- MySQL dump 10\\n-- Dump completed on\\n'");
      const file = path.join(folder, 'a-file');
      await writeFile(file, '');
      expect(await take({ environment, folder: path.join(file, 'below') })).toMatchObject({
        outcome: 'failed',
        problem: expect.stringContaining('is no folder'),
      });
    });

    test('is none when the place is full, and leaves the room that there was', async () => {
      const disk = await mountSmallDisk(path.join(folder, 'stick'), '64k');
      try {
        expect(await take({ folder: disk.folder })).toMatchObject({
          outcome: 'failed',
          problem: expect.stringContaining('There is no room left'),
        });
        expect(await readdir(disk.folder)).toEqual([]);
      } finally {
        disk.unmount();
      }
    });

    test('removes what one that was killed left in the same folder', async () => {
      const environment = await withTool("printf -- '-- MySQL dump 10\\n-- Dump completed on\\n'");
      const left = path.join(folder, 'night_2026-06-01_19.30.05.sql.gz.unfinished');
      await writeFile(left, 'half');
      const longAgo = new Date(0);
      await utimes(left, longAgo, longAgo);
      const taken = await take({ environment });
      expect(taken).toMatchObject({ outcome: 'taken' });
      if (taken.outcome === 'failed') return;
      expect(await readdir(folder)).toEqual([path.basename(taken.file)]);
    });

    test('counts although the database takes no note of it, as a replica that is read-only', async () => {
      const environment = await withTool("printf -- '-- MySQL dump 10\\n-- Dump completed on\\n'");
      await concert.connection.query('RENAME TABLE backups TO backups_away');
      try {
        expect(await take({ environment })).toMatchObject({ outcome: 'taken', isOnRecord: false });
      } finally {
        await concert.connection.query('RENAME TABLE backups_away TO backups');
      }
      expect(await readdir(folder)).toHaveLength(1);
    });

    test('is restored nowhere but into an empty place, and only when it is whole and of this kind', async () => {
      const dump = (maker: string, body = '') =>
        gzipSync(`-- ${maker} dump 10\n${body}-- Dump completed on 2026-11-22\n`);
      const own = SERVER_NAMES[kind];
      const file = path.join(folder, 'some.sql.gz');
      const url = newDatabase();

      await writeFile(file, dump(own));
      const before = await contentsOf(concert.adminUrl);
      expect(await restore({ file, url: concert.adminUrl })).toMatchObject({
        outcome: 'failed',
        problem: expect.stringContaining('is not empty'),
      });
      expect(await contentsOf(concert.adminUrl)).toEqual(before);

      expect(await restore({ file: path.join(folder, 'none'), url })).toMatchObject({
        outcome: 'failed',
        problem: expect.stringContaining('There is no file'),
      });
      await writeFile(file, dump(kind === 'mysql' ? 'MariaDB' : 'MySQL'));
      const other = await restore({ file, url });
      expect(other).toMatchObject({ outcome: 'failed' });
      await writeFile(file, dump(own));
      await truncate(file, (await stat(file)).size - 5);
      expect(await restore({ file, url })).toMatchObject({
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
      expect(await restore({ file, url })).toMatchObject({
        outcome: 'failed',
        problem: expect.stringContaining('1146'),
        advice: expect.stringContaining('holds a part of the backup and is of no use: drop it'),
      });
    });

    test('is not restored from a dump that names its own database, which the client would follow there', async () => {
      const program = await findProgram(kind, 'dump');
      const file = path.join(folder, 'whole.sql');
      const { pathname } = new URL(concert.adminUrl);
      await withOptionFile(concert.adminUrl, kind, (optionFile) =>
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
      const url = newDatabase();
      expect(await restore({ file, url })).toMatchObject({
        outcome: 'failed',
        problem: expect.stringContaining('names its own database'),
      });
      expect(
        await concert.count("SELECT COUNT(*) AS n FROM students WHERE name = 'Came after the dump'"),
      ).toBe(1);
      expect(
        await concert.count('SELECT COUNT(*) AS n FROM information_schema.schemata WHERE schema_name = ?', [
          new URL(url).pathname.slice(1),
        ]),
      ).toBe(0);
    });

    test('as commands: one document each, the usual folder, and a refusal that ends with 1', async () => {
      // A gate's own login, without any right on the server itself; what only an administrator may restore is not there.
      await concert.connection.query('DROP TRIGGER IF EXISTS odd_price');
      await concert.connection.query('DROP PROCEDURE IF EXISTS count_sold');
      await concert.connection.query('DROP VIEW IF EXISTS sold');
      const admitOne = (...words: string[]) =>
        new Promise<{ exitCode: number | null; output: string; complaint: string }>((resolve) => {
          const child = execFile(
            process.execPath,
            [COMMAND, ...words],
            { env: { ...process.env, ADMIT_ONE_HOME: folder, ADMIT_ONE_DATABASE_URL: concert.url } },
            (_error, output, complaint) => resolve({ exitCode: child.exitCode, output, complaint }),
          );
        });
      const taken = await admitOne('backup', '--json');
      expect(taken).toMatchObject({ exitCode: 0, complaint: '' });
      const { file } = JSON.parse(taken.output) as { file: string };
      expect(path.dirname(file)).toBe(path.join(folder, 'backups'));
      const target = new URL(concert.url);
      target.pathname = new URL(newDatabase()).pathname;
      const [restored, refused] = await Promise.all([
        admitOne('restore', file, '--to', target.href),
        admitOne('restore', file, '--to', concert.url),
      ]);
      expect(restored).toMatchObject({
        exitCode: 0,
        complaint: '',
        output: expect.stringMatching(
          /^The new database .* holds the backup: 17 tables, 402 ticket purchases/u,
        ),
      });
      expect(refused).toMatchObject({
        exitCode: 1,
        complaint: expect.stringContaining('never goes over anything'),
      });
    });
  },
);
