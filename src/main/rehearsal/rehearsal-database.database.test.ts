import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { onDatabase } from '#main/database/database-url.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { type Cable, layCable } from './cable.ts';
import { newRehearsalName } from './database-name.ts';
import { laptopsFolder } from './laptop.ts';
import { dropLeftOvers } from './left-overs.ts';
import { insistOnQuietDoors } from './live-gates.ts';
import { openRehearsalDatabase, type RehearsalDatabase } from './rehearsal-database.ts';
import { sellTickets } from './rehearsal-tickets.ts';
import { connectToServer } from './server.ts';

const MIGRATIONS_FOLDER = path.resolve(import.meta.dirname, '../../../drizzle');
const NAMED = 'rehearse_here';
const POOR_USER = 'poor_user';

describe.each(inject('databaseServers'))('a rehearsal’s database on $kind $version', (server) => {
  let admin: Connection;
  let live: ScratchConcert;
  /** The same server by another name. */
  let detour: Cable;
  const opened: RehearsalDatabase[] = [];
  beforeAll(async () => {
    admin = await createConnection({ uri: server.adminUrl });
    live = await createScratchConcert(server);
    detour = await layCable({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close(false)));
    for (const name of [NAMED, ...(await databasesLike('admit_one_rehearsal_%'))]) {
      await admin.query(`DROP DATABASE IF EXISTS ${name}`);
    }
  });
  afterAll(async () => {
    await live.drop();
    await detour.close();
    await admin.end();
  });

  async function open(
    name: string | null,
    serverUrl = server.url,
    liveUrl = live.url,
  ): Promise<RehearsalDatabase> {
    const database = await openRehearsalDatabase({
      serverUrl,
      liveUrl,
      name,
      migrationsFolder: MIGRATIONS_FOLDER,
      log: silentLog,
    });
    opened.push(database);
    return database;
  }

  async function close(database: RehearsalDatabase, isKept: boolean): Promise<void> {
    opened.splice(opened.indexOf(database), 1);
    await database.close(isKept);
  }

  async function databasesLike(pattern: string): Promise<string[]> {
    const [rows] = await admin.query<RowDataPacket[]>(
      'SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name LIKE ?',
      [pattern],
    );
    return rows.map((row) => String(row['name']));
  }

  async function sweep() {
    const connection = await connectToServer(server.url);
    try {
      return await dropLeftOvers(connection);
    } finally {
      connection.close();
    }
  }

  test('is made, sells its tickets, and is dropped', async () => {
    const database = await open(null);
    expect(await databasesLike(database.name)).toEqual([database.name]);
    const codes = await sellTickets(database.pool, 1_234, new Date());
    const [rows] = await admin.query<RowDataPacket[]>(
      `SELECT COUNT(DISTINCT qr_code) AS n FROM ${database.name}.ticket_purchases WHERE status = 'valid'`,
    );
    expect([codes.length, rows[0]?.['n']]).toEqual([1_234, 1_234]);
    await close(database, false);
    expect(await databasesLike(database.name)).toEqual([]);
  });

  test('is never the gates’ own, not even an empty one, nor one with a name that needs quoting', async () => {
    const name = new URL(live.url).pathname.slice(1);
    await expect(open(name)).rejects.toThrow('is the gates’ own database');
    await live.connection.query(`CREATE DATABASE ${NAMED}`);
    const emptyLive = onDatabase(server.url, NAMED);
    await expect(open(NAMED, detour.through(server.url), emptyLive)).rejects.toThrow(
      'is the gates’ own database',
    );
    await expect(open('x`; DROP DATABASE mysql; --')).rejects.toThrow('letters, digits and _');
  });

  test.each([
    ['a table of somebody’s', ['CREATE TABLE accounts (id INT)'], 'tables that no rehearsal made'],
    [
      'a table of somebody’s beside a rehearsal’s mark',
      ['CREATE TABLE admit_one_rehearsal (is_kept INT)', 'CREATE TABLE accounts (id INT)'],
      'the table accounts',
    ],
    [
      'real ticket purchases',
      [
        'CREATE TABLE admit_one_rehearsal (is_kept INT)',
        'CREATE TABLE ticket_purchases (qr_code TEXT)',
        "INSERT INTO ticket_purchases VALUES ('REHEARSALabc'), ('a real code')",
      ],
      'ticket purchases that no rehearsal made',
    ],
  ])('is refused, and left untouched, when it holds %s', async (_what, statements, why) => {
    await admin.query(`CREATE DATABASE ${NAMED}`);
    const there = await createConnection({ uri: onDatabase(server.adminUrl, NAMED) });
    for (const statement of statements) await there.query(statement);
    const before = (await there.query<RowDataPacket[]>('SHOW TABLES'))[0];
    await expect(open(NAMED)).rejects.toThrow(why);
    expect((await there.query<RowDataPacket[]>('SHOW TABLES'))[0]).toEqual(before);
    await there.end();
  });

  test('may be an empty one, which is left empty, or one that was kept, which begins anew and is dropped', async () => {
    await admin.query(`CREATE DATABASE ${NAMED} CHARACTER SET utf8mb4`);
    const empty = await open(NAMED);
    await sellTickets(empty.pool, 3, new Date());
    await close(empty, false);
    expect((await admin.query<RowDataPacket[]>(`SHOW TABLES FROM ${NAMED}`))[0]).toEqual([]);

    const kept = await open(NAMED);
    await sellTickets(kept.pool, 3, new Date());
    await close(kept, true);
    const again = await open(NAMED);
    expect(await sellTickets(again.pool, 2, new Date())).toHaveLength(2);
    await close(again, false);
    expect(await databasesLike(NAMED)).toEqual([]);
  });

  test('is nobody else’s while a rehearsal uses it', async () => {
    const first = await open(NAMED);
    await expect(open(NAMED)).rejects.toThrow('is in use');
    expect((await sweep()).dropped).toEqual([]);
    expect(await databasesLike(first.name)).toEqual([first.name]);
  });

  test('needs the right to make it: without it, the sentence has the GRANT, and with that it works', async () => {
    await admin.query(`DROP USER IF EXISTS '${POOR_USER}'@'127.0.0.1'`);
    await admin.query(`CREATE USER '${POOR_USER}'@'127.0.0.1' IDENTIFIED BY 'poor'`);
    const url = new URL(server.url);
    url.username = POOR_USER;
    url.password = 'poor';
    const refusal = await open(null, url.href).then(
      () => 'none',
      (error: unknown) => String(error),
    );
    const [, grant] = /run: (GRANT .*;)$/u.exec(refusal) ?? [];
    expect(grant).toContain(`TO '${POOR_USER}'@'127.0.0.1'`);
    await admin.query(grant ?? '');
    const database = await open(null, url.href);
    expect(await databasesLike(database.name)).toEqual([database.name]);
    await close(database, false);
    await admin.query(`DROP USER '${POOR_USER}'@'127.0.0.1'`);
  });

  test('is dropped by the next rehearsal, with its laptops, when its own died; what is kept, strange or in use stays', async () => {
    const [dead, halfMade, strange] = [
      newRehearsalName(new Date()),
      newRehearsalName(new Date()),
      newRehearsalName(new Date()),
    ];
    for (const name of [dead, halfMade, strange]) await admin.query(`CREATE DATABASE ${name}`);
    await admin.query(`CREATE TABLE ${dead}.admit_one_rehearsal (is_kept BOOLEAN)`);
    await admin.query(`INSERT INTO ${dead}.admit_one_rehearsal VALUES (FALSE)`);
    await admin.query(`CREATE TABLE ${strange}.diary (id INT)`);
    mkdirSync(path.join(laptopsFolder(dead), 'G1'), { recursive: true });
    const kept = await open(null);
    await close(kept, true);
    const running = await open(null);

    const { dropped, left } = await sweep();
    expect(dropped.toSorted()).toEqual([dead, halfMade].toSorted());
    expect(existsSync(laptopsFolder(dead))).toBe(false);
    expect(Object.fromEntries(left.map(({ name, why }) => [name, why]))).toEqual({
      [strange]: 'it has tables that no rehearsal made',
      [kept.name]: 'it was kept on purpose',
      [running.name]: expect.stringContaining('is using it') as unknown,
    });
    expect(await databasesLike('admit_one_rehearsal_%')).toHaveLength(3);
  });

  test('is not made while guests are coming in', async () => {
    await expect(insistOnQuietDoors(live.url, server.url)).resolves.toBeUndefined();
    await live.connection.query(
      "INSERT INTO gate_states (gate_id, last_attempt_at) VALUES ('G7', UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE)",
    );
    await expect(insistOnQuietDoors(live.url, server.url)).rejects.toThrow(
      'G7 scanned in the last ten minutes',
    );
    await expect(insistOnQuietDoors(live.url, detour.through(server.url))).rejects.toThrow('G7 scanned');
    const away = 'mysql://somebody@127.0.0.1:1/night';
    await expect(insistOnQuietDoors(away, server.url)).resolves.toBeUndefined();
    for (const other of inject('databaseServers').filter(({ url }) => url !== server.url)) {
      await expect(insistOnQuietDoors(live.url, other.url)).resolves.toBeUndefined();
    }
    const stranger = new URL(live.url);
    stranger.password = 'wrong';
    await expect(insistOnQuietDoors(stranger.href, server.url)).rejects.toThrow(
      'does not let us ask whether it is on the same server',
    );
    await live.connection.query(
      'UPDATE gate_states SET last_attempt_at = UTC_TIMESTAMP(3) - INTERVAL 1 HOUR',
    );
    await expect(insistOnQuietDoors(live.url, server.url)).resolves.toBeUndefined();
  });
});
