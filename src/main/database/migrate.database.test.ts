import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RowDataPacket } from 'mysql2/promise';
import { v7 as newAttemptId } from 'uuid';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { decide } from '#main/admission/decide.ts';
import { type FaultProxy, startFaultProxy } from '../../../tools/faults/fault-proxy.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { ALL_MIGRATIONS, type Migrating, SEED_INDEXES, startMigrating } from './fixtures/migrating.ts';
import { MigrationError } from './migration-error.ts';
import { openSessionPool } from './session-pool.ts';
import { deadlineIn } from './time-limit.ts';

const COMMAND = path.resolve(import.meta.dirname, '../../cli/admit-one.ts');
const WEB_TABLES = ['concerts', 'students', 'teachers', 'tickets', 'ticket_purchases'];

describe.each(inject('databaseServers'))('migrating $kind $version', (server) => {
  let database: Migrating;

  beforeEach(async () => {
    database = await startMigrating(server);
  });
  afterEach(() => database.drop());

  const rowsOfWebVersion = (): Promise<RowDataPacket[][]> =>
    Promise.all(WEB_TABLES.map((table) => database.sql(`SELECT * FROM ${table} ORDER BY id`)));

  test('an empty database gets every table and the four indexes of the seed, and a second run does nothing', async () => {
    expect(await database.migrate()).toEqual(ALL_MIGRATIONS);
    expect(await database.migrate()).toEqual([]);
    expect(await database.indexesOf('ticket_purchases')).toMatchObject(SEED_INDEXES);
    const tables = await database.sql('SHOW TABLES');
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

  test('every database gets an identity of its own, and keeps it', async () => {
    const identityOf = (one: Migrating): Promise<RowDataPacket[]> =>
      one.sql('SELECT id, uuid FROM database_identity');
    await database.migrate();
    const drawn = await identityOf(database);
    expect(drawn).toMatchObject([{ id: 1, uuid: expect.stringMatching(/^[0-9a-f-]{36}$/u) as unknown }]);
    // As after a crash between the migration and its record.
    await database.sql('DELETE FROM __drizzle_migrations');
    await database.migrate();
    expect(await identityOf(database)).toEqual(drawn);
    const other = await startMigrating(server);
    try {
      await other.migrate();
      expect(await identityOf(other)).not.toEqual(drawn);
    } finally {
      await other.drop();
    }
  });

  test('ten processes at once migrate an empty database once', async () => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'admit-one-migrate-'));
    const command = promisify(execFile);
    const outputs = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const { stdout } = await command(process.execPath, [COMMAND, 'migrate', '--json'], {
          env: { ...process.env, ADMIT_ONE_HOME: home, ADMIT_ONE_DATABASE_URL: database.url },
        });
        return JSON.parse(stdout) as { applied: string[] };
      }),
    ).finally(() => rmSync(home, { recursive: true, force: true }));
    expect(outputs.flatMap((output) => output.applied)).toEqual(ALL_MIGRATIONS);
    expect(await database.sql('SELECT COUNT(*) n FROM __drizzle_migrations')).toMatchObject([
      { n: ALL_MIGRATIONS.length },
    ]);
  });

  test('the web version’s database keeps every row and column as it was, and gets what it lacks', async () => {
    await database.becomeWebVersion();
    const before = await rowsOfWebVersion();
    expect(await database.migrate()).toEqual(ALL_MIGRATIONS);
    expectToHold(await rowsOfWebVersion(), before);
    expect(await database.indexesOf('ticket_purchases')).toMatchObject({
      ...SEED_INDEXES,
      ticket_purchases_qr_code_digest_unique: ['qr_code_digest:null'],
    });
    expect(await database.migrate()).toEqual([]);
  });

  test('a gate admits on the web version’s database, though its collations are not ours', async () => {
    await database.becomeWebVersion();
    await database.migrate();
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
    await database.becomeWebVersion();
    await database.migrate();
    const [row] = await database.sql('SELECT * FROM ticket_purchases WHERE id = 1');
    expect(Object.keys(row ?? {})).not.toContain('qr_code_digest');
  });

  test.each(['empty', 'the web version’s'])(
    'a migration of a database (%s) that was cut off at any change is finished by the next run',
    async (kind) => {
      const proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
      try {
        for (let cutAt = 1; ; cutAt += 1) {
          await database.drop();
          database = await startMigrating(server);
          const isWebVersion = kind !== 'empty';
          if (isWebVersion) await database.becomeWebVersion();
          const before = isWebVersion ? await rowsOfWebVersion() : [];
          const cut = cutOffAt(proxy, cutAt);
          const first = database.migrate(proxy.through(database.url));
          const isCutOff = await first.then(
            () => false,
            () => true,
          );
          // The change may still be under way on the server: the next run waits for it by the named lock.
          expect(await database.migrate()).toEqual(ALL_MIGRATIONS.slice(cut.recorded));
          expect(await database.indexesOf('ticket_purchases')).toMatchObject(SEED_INDEXES);
          expect(await database.sql('SELECT id FROM database_identity')).toMatchObject([{ id: 1 }]);
          if (isWebVersion) expectToHold(await rowsOfWebVersion(), before);
          if (!isCutOff) {
            // Every CREATE, ALTER and INSERT of the migration was a point to be cut off at.
            expect(cutAt).toBeGreaterThan(15);
            return;
          }
        }
      } finally {
        await proxy.close();
      }
    },
  );

  test('two purchases that share a code are refused by name of their ids, and nothing is lost', async () => {
    await database.becomeWebVersion();
    await database.sql("UPDATE ticket_purchases SET qr_code = 'TICKET-1-abc' WHERE id = 3");
    await expect(database.migrate()).rejects.toThrow(/\(1, 3\)/u);
    await expect(database.migrate()).rejects.toBeInstanceOf(MigrationError);
    await database.sql("UPDATE ticket_purchases SET qr_code = 'TICKET-3' WHERE id = 3");
    expect(await database.migrate()).toEqual(ALL_MIGRATIONS);
  });

  test('two purchases can’t have the same code, but may differ in case, accent and blanks alone', async () => {
    await database.becomeWebVersion();
    await database.migrate();
    const add = (code: string): Promise<unknown> =>
      database.sql('INSERT INTO ticket_purchases (ticket_id, qr_code, purchase_date) VALUES (1, ?, NOW())', [
        code,
      ]);
    await add('ticket-1-ABC');
    await add('TICKET-1-abc ');
    await add('TICKET-3-aou');
    await expect(add('TICKET-1-abc')).rejects.toMatchObject({ errno: 1062 });
  });

  test('a database of a newer program is refused with a sentence', async () => {
    await database.migrate();
    await database.sql('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)', [
      'x',
      Date.now() + 1e9,
    ]);
    await expect(database.migrate()).rejects.toThrow(/newer version of Admit One: update this program/u);
  });

  test('names outside Latin survive on a server whose default character set is not UTF-8', async () => {
    await database.sql('ALTER DATABASE CHARACTER SET latin1');
    await database.migrate();
    await database.sql("INSERT INTO students (name) VALUES ('ปรียานุช 王秀英 Ґалаґан')");
    expect(await database.sql('SELECT name FROM students')).toMatchObject([
      { name: 'ปรียานุช 王秀英 Ґалаґан' },
    ]);
  });
});

/**
 * Cuts a client off from its server right after it sent its `cutAt`th change; the server makes the change all the same.
 * `recorded` counts the migrations that were recorded as applied by then.
 */
function cutOffAt(proxy: FaultProxy, cutAt: number): { recorded: number } {
  const cut = { recorded: 0 };
  let changes = 0;
  proxy.onClientData = (text) => {
    if (!/(?:CREATE|ALTER) (?:TABLE|UNIQUE|INDEX)|INSERT (?:IGNORE )?INTO/u.test(text)) return 'pass';
    changes += 1;
    if (text.includes('INSERT INTO')) cut.recorded += 1;
    if (changes !== cutAt) return 'pass';
    return 'cut-after-sending';
  };
  return cut;
}

/** Every row as it was, whatever columns were added to it, and no other rows. */
function expectToHold(after: readonly RowDataPacket[][], before: readonly RowDataPacket[][]): void {
  before.forEach((rows, table) => {
    rows.forEach((row, at) => expect(after[table]?.[at]).toMatchObject({ ...row }));
    expect(after[table]).toHaveLength(rows.length);
  });
}
