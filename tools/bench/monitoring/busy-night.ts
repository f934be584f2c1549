import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { migrate } from '#main/database/migrate.ts';
import path from 'node:path';
import { fillPracticeData } from '../../practice/data.ts';
import { TONIGHT_ID } from '../../practice/practice-concerts.ts';
import { silentLog } from '../../practice/silent-log.ts';

const MIGRATIONS_FOLDER = path.resolve(import.meta.dirname, '../../../drizzle');
const TICKETS = 20_000;
const HISTORY = 100_000;
const GATES = 100;
const BEAT_EVERY_MS = 5_000;
const CODES = 2_000;

/** A large night in a database: a hundred gates that beat, a hundred thousand attempts, and codes that are still unused. */
export type BusyNight = {
  readonly concertId: number;
  readonly attempts: number;
  readonly gates: number;
  readonly codes: readonly string[];
  readonly makeUnused: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Fills it in, and has the gates beat. */
export async function openBusyNight(url: string, say: (sentence: string) => void): Promise<BusyNight> {
  await migrate({ url, migrationsFolder: MIGRATIONS_FOLDER, log: silentLog });
  await fillPracticeData({ url, tickets: TICKETS, now: new Date() });
  const connection = await createConnection({ uri: url, charset: 'utf8mb4' });
  await connection.query("SET time_zone = '+00:00'");
  say(`${HISTORY} attempts and ${GATES} gates ...`);
  const codes = await readCodes(connection);
  await fillAttempts(connection);
  for (let at = 1; at <= GATES; at += 1) {
    await connection.query('INSERT IGNORE INTO gates (id) VALUES (?)', [`G${at}`]);
    await connection.query(
      `INSERT INTO gate_states (gate_id, concert_id, started_at, snapshot_age_ms, is_snapshot_complete, last_attempt_at)
       VALUES (?, ?, UTC_TIMESTAMP(3), 3000, 1, UTC_TIMESTAMP(3))`,
      [`G${at}`, TONIGHT_ID],
    );
  }
  const beating = await startBeating(url);
  const [[counted]] = (await connection.query('SELECT COUNT(*) AS n FROM scan_attempts')) as unknown as [
    [{ n: number }],
  ];
  return {
    concertId: TONIGHT_ID,
    attempts: counted.n,
    gates: GATES,
    codes,
    async makeUnused() {
      await connection.query("UPDATE ticket_purchases SET status = 'valid' WHERE qr_code IN (?)", [codes]);
    },
    async close() {
      await beating.stop();
      await connection.end();
    },
  };
}

async function readCodes(connection: Connection): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT p.qr_code AS code FROM ticket_purchases p JOIN tickets t ON t.id = p.ticket_id
     WHERE t.concert_id = ? AND p.status = 'valid' AND p.is_walk_in = 0 ORDER BY p.id LIMIT ${CODES}`,
    [TONIGHT_ID],
  );
  return rows.map((row) => String(row['code']));
}

/** Two hours of attempts, five to a ticket purchase, at all gates. */
async function fillAttempts(connection: Connection): Promise<void> {
  const times = HISTORY / TICKETS;
  for (let time = 0; time < times; time += 1) {
    await connection.query(
      `INSERT INTO scan_attempts (attempt_id, ticket_purchase_id, concert_id, gate_id, operator, verdict, decided_by,
         code_digest, door_time, recorded_time, duration_ms, retries)
       SELECT UUID(), id, ?, CONCAT('G', 1 + id % ${GATES}), 'Bench', IF(? = 0, 'admitted', 'already-admitted'), 'database',
         qr_code_digest, UTC_TIMESTAMP(3) - INTERVAL (id * ? + ?) * 70000 MICROSECOND,
         UTC_TIMESTAMP(3) - INTERVAL (id * ? + ?) * 70000 MICROSECOND, 5 + id % 40, 0 FROM ticket_purchases`,
      [TONIGHT_ID, time, times, time, times, time],
    );
  }
}

/** All the gates' beats from one process: what they cost the server is the same with and without a monitor. */
async function startBeating(url: string): Promise<{ readonly stop: () => Promise<void> }> {
  const connection = await createConnection({ uri: url });
  let at = 0;
  let underWay: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    at += 1;
    underWay = connection.query('UPDATE gate_states SET beat = beat + 1 WHERE gate_id = ?', [
      `G${1 + (at % GATES)}`,
    ]);
  }, BEAT_EVERY_MS / GATES);
  return {
    async stop() {
      clearInterval(timer);
      await underWay;
      await connection.end();
    },
  };
}
