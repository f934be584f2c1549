import { createHash } from 'node:crypto';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { escape } from 'mysql2';
import { v7 as newAttemptId } from 'uuid';
import type { BenchPlace, Scheme } from './scheme.ts';

/** The same statements written by hand on mysql2, with nothing around them: what the admission could cost at the least. */

const LOCK =
  'SELECT id, status, is_walk_in, is_sold, used_at, used_gate_id, attention_note FROM ticket_purchases WHERE qr_code_digest = ? FOR UPDATE';
const FIND = 'SELECT verdict, code_digest FROM scan_attempts WHERE attempt_id = ?';
const DESCRIBE = `SELECT t.ticket_type, c.id AS concert_id, c.title, c.starts_at, c.entry_opens_at, c.entry_closes_at,
  s.name AS student_name, te.name AS teacher_name, g.name AS gate_name, UTC_TIMESTAMP(3) AS server_now
  FROM ticket_purchases p LEFT JOIN tickets t ON t.id = p.ticket_id LEFT JOIN concerts c ON c.id = t.concert_id
  LEFT JOIN students s ON s.id = p.student_id LEFT JOIN teachers te ON te.id = p.teacher_id
  LEFT JOIN gates g ON g.id = p.used_gate_id WHERE p.qr_code_digest = ?`;
const MARK =
  "UPDATE ticket_purchases SET status = 'used', used_at = ?, used_gate_id = 'G1', used_by = 'Bench', updated_at = CURRENT_TIMESTAMP WHERE id = ? AND status = 'valid'";
const INSERT = `INSERT INTO scan_attempts (attempt_id, ticket_purchase_id, concert_id, gate_id, operator, verdict, decided_by,
  code_digest, door_time, duration_ms, retries) VALUES (?, ?, ?, 'G1', 'Bench', ?, 'database', ?, ?, 0, 0)`;

/** A session set up as the gate's are. */
export async function openBenchConnection(url: string): Promise<Connection> {
  const connection = await createConnection({
    uri: url,
    multipleStatements: true,
    timezone: 'Z',
    charset: 'utf8mb4',
  });
  await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  await connection.query("SET SESSION time_zone = '+00:00', innodb_lock_wait_timeout = 50");
  return connection;
}

function digestOf(code: string): Buffer {
  return createHash('sha256').update(code, 'utf8').digest();
}

function fill(sql: string, values: readonly unknown[]): string {
  let at = 0;
  return sql.replaceAll('?', () => escape(values[at++] as string, false, 'Z'));
}

function verdictOf(rows: readonly RowDataPacket[]): string {
  if (rows[0] === undefined) return 'unknown-code';
  return rows[0]['status'] === 'valid' ? 'admitted' : 'already-admitted';
}

/** The floor: the two trips of ours. */
export const floor: Scheme = {
  name: 'floor: by hand, two trips',
  open: async ({ url, concertId }) => {
    const connection = await openBenchConnection(url);
    return {
      admit: async (code) => {
        const digest = digestOf(code);
        const attemptId = newAttemptId();
        const now = new Date();
        const [results] = await connection.query(
          `START TRANSACTION;${fill(LOCK, [digest])};${fill(FIND, [attemptId])};${fill(DESCRIBE, [digest])}`,
        );
        const rows = (results as RowDataPacket[][])[1] ?? [];
        const verdict = verdictOf(rows);
        const id = rows[0]?.['id'] ?? null;
        const insert = fill(INSERT, [attemptId, id, concertId, verdict, digest, now]);
        await connection.query(
          verdict === 'admitted' ? `${fill(MARK, [now, id])};${insert};COMMIT` : `${insert};COMMIT`,
        );
        return verdict;
      },
      close: () => connection.end(),
    };
  },
};

async function oneByOne(
  place: BenchPlace,
  run: (connection: Connection, sql: string, values: unknown[]) => Promise<RowDataPacket[]>,
): ReturnType<Scheme['open']> {
  const connection = await openBenchConnection(place.url);
  return {
    admit: async (code) => {
      const digest = digestOf(code);
      const attemptId = newAttemptId();
      const now = new Date();
      await connection.query('START TRANSACTION');
      const rows = await run(connection, LOCK, [digest]);
      await run(connection, FIND, [attemptId]);
      await run(connection, DESCRIBE, [digest]);
      const verdict = verdictOf(rows);
      const id: unknown = rows[0]?.['id'] ?? null;
      if (verdict === 'admitted') await run(connection, MARK, [now, id]);
      await run(connection, INSERT, [attemptId, id, place.concertId, verdict, digest, now]);
      await connection.query('COMMIT');
      return verdict;
    },
    close: () => connection.end(),
  };
}

/** The same statements one by one, as text. */
export const byHandOneByOne: Scheme = {
  name: 'by hand, one trip a statement',
  open: (place) =>
    oneByOne(
      place,
      async (connection, sql, values) => (await connection.query(sql, values))[0] as RowDataPacket[],
    ),
};

/** The same statements one by one, prepared on the server. */
export const byHandPrepared: Scheme = {
  name: 'by hand, prepared, one trip a statement',
  open: (place) =>
    oneByOne(
      place,
      async (connection, sql, values) =>
        (await connection.execute(sql, values as string[]))[0] as RowDataPacket[],
    ),
};
