import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { migrate } from '#main/database/migrate.ts';
import { fillPracticeData, hasOpenPracticeConcert } from './data.ts';
import { practiceExamples } from './examples.ts';
import { createScratchDatabase, type ScratchDatabase } from './scratch-database.ts';
import { printedExamples } from './sheet/printed-examples.ts';
import { silentLog } from './silent-log.ts';

const MIGRATIONS_FOLDER = path.resolve(import.meta.dirname, '../../drizzle');
const NOW = new Date('2026-11-21T18:30:00.000Z');

describe.each(inject('databaseServers'))('practice data on $kind', (server) => {
  let database: ScratchDatabase;
  let connection: Connection;

  beforeEach(async () => {
    database = await createScratchDatabase(server);
    await migrate({ url: database.url, migrationsFolder: MIGRATIONS_FOLDER, log: silentLog });
    connection = await createConnection({ uri: database.url, charset: 'utf8mb4' });
  });

  afterEach(async () => {
    connection.destroy();
    await database.drop();
  });

  async function count(condition: string): Promise<number> {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT COUNT(*) AS n FROM ticket_purchases p JOIN tickets t ON t.id = p.ticket_id WHERE ${condition}`,
    );
    return Number(rows[0]?.['n']);
  }

  async function codes(): Promise<string[]> {
    const [rows] = await connection.query<RowDataPacket[]>(
      'SELECT qr_code FROM ticket_purchases ORDER BY id',
    );
    return rows.map((row) => String(row['qr_code']));
  }

  test('has every kind of ticket purchase in its share, two concerts and ten gates', async () => {
    await fillPracticeData({ url: database.url, now: NOW });
    expect(await count('TRUE')).toBe(2_000);
    expect(await count('t.concert_id = 2')).toBe(200);
    expect(await count('p.is_walk_in AND NOT p.is_sold')).toBe(140);
    expect(await count('p.is_walk_in AND p.is_sold')).toBe(101);
    expect(await count("p.status = 'cancelled'")).toBe(61);
    expect(
      await count("p.status = 'used' AND p.used_at < '2026-11-21 18:30' AND p.used_gate_id LIKE 'G%'"),
    ).toBe(61);
    expect(await count('p.attention_note IS NOT NULL')).toBeGreaterThanOrEqual(40);
    expect(await count('p.student_id IS NOT NULL AND p.teacher_id IS NOT NULL')).toBe(0);
    expect(await count('p.teacher_id IS NOT NULL')).toBeGreaterThan(50);
    const [concerts] = await connection.query<RowDataPacket[]>('SELECT id FROM concerts');
    const [gates] = await connection.query<RowDataPacket[]>('SELECT id FROM gates');
    expect([concerts.length, gates.length]).toEqual([2, 10]);
  });

  test('leaves the database the identity that it has: to its gates it is the same one', async () => {
    const identity = () => connection.query<RowDataPacket[]>('SELECT id, uuid FROM database_identity');
    const [before] = await identity();
    expect(before).toHaveLength(1);
    await fillPracticeData({ url: database.url, now: NOW });
    expect((await identity())[0]).toEqual(before);
  });

  test('takes along what was said of the data before it: no gate of yesterday is missed, no backup is of this', async () => {
    await fillPracticeData({ url: database.url, tickets: 200, now: NOW });
    await connection.query("INSERT INTO gate_states (gate_id, beat) VALUES ('G1', 7)");
    await connection.query(
      "INSERT INTO backups (taken_at, host, file, bytes, sha256) VALUES (NOW(), 'a laptop', 'a file', 1, '')",
    );
    await fillPracticeData({ url: database.url, tickets: 200, now: NOW });
    const [rows] = await connection.query<RowDataPacket[]>(
      'SELECT (SELECT COUNT(*) FROM gate_states) AS gates, (SELECT COUNT(*) FROM backups) AS backups',
    );
    expect(rows[0]).toEqual({ gates: 0, backups: 0 });
  });

  test('keeps names of any script whole', async () => {
    await fillPracticeData({ url: database.url, tickets: 200, now: NOW });
    const [rows] = await connection.query<RowDataPacket[]>('SELECT name FROM students');
    const names = rows.map((row) => String(row['name']));
    expect(names).toContain('𠮷田 芽衣');
    expect(names).toContain('Ọláńrewájú Adébáyọ̀');
    expect(names.join('')).not.toMatch(/\?|\uFFFD/u);
  });

  test('makes the same unique codes each time, however many', async () => {
    await fillPracticeData({ url: database.url, tickets: 5_000, now: NOW });
    const many = await codes();
    expect(new Set(many).size).toBe(5_000);
    for (const code of many) expect(code).toMatch(/^PRACTICE[\w-]{18}$/u);
    await fillPracticeData({ url: database.url, tickets: 100, now: NOW });
    expect(await codes()).toEqual(many.slice(0, 100));
  });

  test('leaves the tables as the migrations made them when it fills many rows at once', async () => {
    const definition = async () => {
      const [rows] = await connection.query<RowDataPacket[]>('SHOW CREATE TABLE ticket_purchases');
      // The server counts on, and writes indexes in the order in which they came.
      const lines = String(rows[0]?.['Create Table'])
        .replace(/ AUTO_INCREMENT=\d+/u, '')
        .split('\n');
      return new Set(lines.map((line) => line.replace(/,$/u, '')));
    };
    const before = await definition();
    await fillPracticeData({ url: database.url, tickets: 20_000, now: NOW });
    expect(await count('TRUE')).toBe(20_000);
    expect(await definition()).toEqual(before);
    const [leftovers] = await connection.query<RowDataPacket[]>("SHOW TABLES LIKE '%filling'");
    expect(leftovers).toEqual([]);
  });

  test('leaves the books balanced: an admitted attempt for each used ticket purchase', async () => {
    await fillPracticeData({ url: database.url, now: NOW });
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT COUNT(*) AS n FROM ticket_purchases p JOIN scan_attempts a
         ON a.ticket_purchase_id = p.id AND a.verdict = 'admitted' AND a.gate_id = p.used_gate_id
         AND a.code_digest = p.qr_code_digest AND a.door_time = p.used_at
       WHERE p.status = 'used'`,
    );
    expect(Number(rows[0]?.['n'])).toBe(await count("p.status = 'used'"));
  });

  test('has its concert open now, and knows when it no longer is', async () => {
    await fillPracticeData({ url: database.url, tickets: 50, now: NOW });
    const later = new Date(NOW.getTime() + 3 * 24 * 60 * 60 * 1_000);
    expect(await hasOpenPracticeConcert(database.url, 50, NOW)).toBe(true);
    expect(await hasOpenPracticeConcert(database.url, 50, later)).toBe(false);
    expect(await hasOpenPracticeConcert(database.url, 60, NOW)).toBe(false);
  });

  test.each([
    ["INSERT INTO concerts (title) VALUES ('Real Concert')", 'concerts'],
    ["UPDATE ticket_purchases SET qr_code = 'sold-for-money' WHERE id = 7", 'ticket_purchases'],
  ])('refuses to empty a database with anything real in it: %s', async (statement, table) => {
    await fillPracticeData({ url: database.url, tickets: 50, now: NOW });
    await connection.query(statement);
    const [before] = await connection.query(`SELECT * FROM ${table}`);
    await expect(fillPracticeData({ url: database.url, now: NOW })).rejects.toThrow('not emptied');
    const [after] = await connection.query(`SELECT * FROM ${table}`);
    expect(after).toEqual(before);
  });

  test('gives examples of each verdict, those of the printed sheet as long as nobody came in', async () => {
    await fillPracticeData({ url: database.url, now: NOW });
    const examples = await practiceExamples({ url: database.url });
    const sheet = printedExamples();
    const { admitted, noted, alreadyAdmitted, notSoldYet, cancelled, otherConcert, unknownCode } = examples;
    expect(sheet.verdicts).toEqual([
      admitted[0],
      noted,
      alreadyAdmitted,
      notSoldYet,
      cancelled,
      otherConcert,
      unknownCode,
    ]);
    await connection.query("UPDATE ticket_purchases SET status = 'used' WHERE qr_code = ?", [
      admitted[0]?.code,
    ]);
    const next = await practiceExamples({ url: database.url });
    expect(next.admitted[0]?.code).toBe(admitted[1]?.code);
  });
});
