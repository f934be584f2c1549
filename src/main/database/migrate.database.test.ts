import { createHash } from 'node:crypto';
import { v7 as newAttemptId } from 'uuid';
import { decide } from '#main/admission/decide.ts';
import { deadlineIn } from './time-limit.ts';
import { openSessionPool } from './session-pool.ts';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { createScratchDatabase, type ScratchDatabase } from '../../../tools/practice/scratch-database.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { migrate } from './migrate.ts';
import { MigrationError } from './migration-error.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const migrationsFolder = path.join(ROOT, 'drizzle');
const webVersion = readFileSync(path.join(import.meta.dirname, 'fixtures/web-version.sql'), 'utf8');
const ALL_MIGRATIONS = ['0000_concerts_and_attempts'];

const SEED_INDEXES = {
  ticket_purchases_qr_code_index: ['qr_code:100'],
  ticket_purchases_status_qr_code_index: ['status:null', 'qr_code:100'],
  ticket_purchases_walk_in_qr_code_index: ['is_walk_in:null', 'qr_code:100'],
  ticket_purchases_walk_in_status_index: ['is_walk_in:null', 'is_sold:null', 'status:null'],
};

describe.each(inject('databaseServers'))('migrating $kind $version', (server) => {
  let database: ScratchDatabase;
  let connection: Connection;

  beforeEach(async () => {
    database = await createScratchDatabase(server);
    connection = await createConnection({
      uri: database.adminUrl,
      multipleStatements: true,
      charset: 'utf8mb4',
    });
  });
  afterEach(async () => {
    await connection.end();
    await database.drop();
  });

  const run = (): Promise<string[]> => migrate({ url: database.url, migrationsFolder, log: silentLog });

  async function select(sql: string): Promise<RowDataPacket[]> {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows;
  }

  async function indexesOf(table: string): Promise<Record<string, string[]>> {
    const rows = await select(
      `SELECT index_name AS name, column_name AS col, sub_part AS part FROM information_schema.statistics
       WHERE table_schema = DATABASE() AND table_name = '${table}' ORDER BY index_name, seq_in_index`,
    );
    const columns = Object.groupBy(rows, (row) => String(row['name']));
    return Object.fromEntries(
      Object.entries(columns).map(([name, parts]) => [
        name,
        (parts ?? []).map((row) => `${row['col']}:${row['part']}`),
      ]),
    );
  }

  test('an empty database gets every table and the four indexes of the seed, and a second run does nothing', async () => {
    expect(await run()).toEqual(ALL_MIGRATIONS);
    expect(await run()).toEqual([]);
    expect(await indexesOf('ticket_purchases')).toMatchObject(SEED_INDEXES);
    const tables = await select('SHOW TABLES');
    expect(tables.map((row) => Object.values(row)[0])).toEqual(
      expect.arrayContaining([
        'concerts',
        'gates',
        'scan_attempts',
        'students',
        'teachers',
        'ticket_purchases',
        'tickets',
      ]),
    );
  });

  test('ten processes at once migrate an empty database once', async () => {
    const command = promisify(execFile);
    const outputs = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const { stdout } = await command(
          process.execPath,
          [path.join(ROOT, 'src/cli/admit-one.ts'), 'migrate', '--json'],
          { env: { ...process.env, ADMIT_ONE_DATABASE_URL: database.url } },
        );
        return JSON.parse(stdout) as { applied: string[] };
      }),
    );
    expect(outputs.flatMap((output) => output.applied)).toEqual(ALL_MIGRATIONS);
    expect(await select('SELECT COUNT(*) n FROM __drizzle_migrations')).toMatchObject([
      { n: ALL_MIGRATIONS.length },
    ]);
  });

  test('the web version’s database keeps every row and column as it was, and gets what it lacks', async () => {
    await connection.query(webVersion);
    const tables = ['concerts', 'students', 'teachers', 'tickets', 'ticket_purchases'];
    const before = await Promise.all(tables.map((table) => select(`SELECT * FROM ${table} ORDER BY id`)));
    expect(await run()).toEqual(ALL_MIGRATIONS);
    const after = await Promise.all(tables.map((table) => select(`SELECT * FROM ${table} ORDER BY id`)));
    before.forEach((rows, table) => {
      rows.forEach((row, at) => expect(after[table]?.[at]).toMatchObject({ ...row }));
      expect(after[table]).toHaveLength(rows.length);
    });
    expect(await indexesOf('ticket_purchases')).toMatchObject({
      ...SEED_INDEXES,
      ticket_purchases_qr_code_digest_unique: ['qr_code_digest:null'],
    });
    expect(await run()).toEqual([]);
  });

  test('a gate admits on the web version’s database, though its collations are not ours', async () => {
    await connection.query(webVersion);
    await run();
    const pool = openSessionPool({ url: database.url, log: silentLog });
    const present = (code: string) =>
      decide(
        pool,
        {
          attemptId: newAttemptId(),
          codeDigest: createHash('sha256').update(code).digest(),
          doorTime: new Date(),
          concertId: 1,
          gateId: 'G1',
          operator: '',
        },
        { deadline: deadlineIn(5_000), log: silentLog },
      );
    try {
      expect(await present('TICKET-3-äöü')).toMatchObject({
        words: {
          verdict: 'admitted',
          ticket: { holder: { name: 'Siobhán Ó Briain', kind: 'teacher' }, ticketKind: 'Regular' },
        },
      });
      expect(await present('TICKET-3-äöü')).toMatchObject({
        words: { verdict: 'already-admitted', admittedAtGate: { id: 'G1' } },
      });
      expect(await present('TICKET-2-ABC')).toMatchObject({
        words: { verdict: 'already-admitted', admittedAt: null },
      });
      expect(await present('WALKIN-4')).toMatchObject({ words: { verdict: 'not-sold-yet' } });
    } finally {
      await pool.close();
    }
  });

  test('the web version’s SELECT * does not meet the digest, which is bytes that no JSON can hold', async () => {
    await connection.query(webVersion);
    await run();
    const [row] = await select('SELECT * FROM ticket_purchases WHERE id = 1');
    expect(Object.keys(row ?? {})).not.toContain('qr_code_digest');
  });

  test('a migration that was interrupted after any statement is finished by the next run', async () => {
    await run();
    const statements = readFileSync(path.join(migrationsFolder, `${ALL_MIGRATIONS[0]}.sql`), 'utf8').split(
      '--> statement-breakpoint',
    );
    for (const done of [1, 5, 7, 8, statements.length]) {
      await database.drop();
      database = { ...database, ...(await createScratchDatabase(server)) };
      await connection.end();
      connection = await createConnection({ uri: database.adminUrl, multipleStatements: true });
      for (const statement of statements.slice(0, done)) await connection.query(statement);
      expect(await run()).toEqual(ALL_MIGRATIONS);
      expect(await indexesOf('ticket_purchases')).toMatchObject(SEED_INDEXES);
    }
  });

  test('two purchases that share a code are refused by name of their ids, and nothing is lost', async () => {
    await connection.query(webVersion);
    await connection.query("UPDATE ticket_purchases SET qr_code = 'TICKET-1-abc' WHERE id = 3");
    await expect(run()).rejects.toThrow(/\(1, 3\)/u);
    await expect(run()).rejects.toBeInstanceOf(MigrationError);
    await connection.query("UPDATE ticket_purchases SET qr_code = 'TICKET-3' WHERE id = 3");
    expect(await run()).toEqual(ALL_MIGRATIONS);
  });

  test('two purchases can’t have the same code, but may differ in case, accent and blanks alone', async () => {
    await connection.query(webVersion);
    await run();
    const add = (code: string): Promise<unknown> =>
      connection.query(
        'INSERT INTO ticket_purchases (ticket_id, qr_code, purchase_date) VALUES (1, ?, NOW())',
        [code],
      );
    await add('ticket-1-ABC');
    await add('TICKET-1-abc ');
    await add('TICKET-3-aou');
    await expect(add('TICKET-1-abc')).rejects.toMatchObject({ errno: 1062 });
  });

  test('a database of a newer program is refused with a sentence', async () => {
    await run();
    await connection.query('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)', [
      'x',
      Date.now() + 1e9,
    ]);
    await expect(run()).rejects.toThrow(/newer version of Admit One: update this program/u);
  });

  test('names outside Latin survive on a server whose default character set is not UTF-8', async () => {
    await connection.query('ALTER DATABASE CHARACTER SET latin1');
    await run();
    await connection.query("INSERT INTO students (name) VALUES ('ปรียานุช 王秀英 Ґалаґан')");
    expect(await select('SELECT name FROM students')).toMatchObject([{ name: 'ปรียานุช 王秀英 Ґалаґан' }]);
  });
});
