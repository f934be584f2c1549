import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { migrate } from '#main/database/migrate.ts';
import { openSessionPool } from '#main/database/session-pool.ts';
import { readLogs } from '#main/emergency/log/read-logs.ts';
import { writeLogFile } from '#main/emergency/replay/fixtures/log-file.ts';
import { testLog } from '#main/emergency/replay/fixtures/log-lines.ts';
import { replayLines } from '#main/emergency/replay/replay-lines.ts';
import { verifyBooks } from '#main/monitoring/integrity/verify-books.ts';
import { fillPracticeData } from '../../practice/data.ts';
import { ensureDatabaseServers } from '../../practice/ensure-database-server.ts';
import { startPrivateServer } from '../../practice/server.ts';
import { silentLog } from '../../practice/silent-log.ts';
import { median, three } from '../figures.ts';
import { formatTable } from '../table.ts';

const MIGRATIONS_FOLDER = path.resolve(import.meta.dirname, '../../../drizzle');
const PURCHASES = 100_000;
const LINES = 10_000;
/** Each ticket purchase was refused once. */
const REFUSALS = 90_000;
const ROUNDS = 5;
const LIMITS = { connections: 2, queue: 4, connectMs: 5_000, statementMs: 60_000 };

type BooksFigure = {
  readonly server: string;
  readonly attempts: number;
  readonly lines: number;
  /** The median of the rounds. */
  readonly seconds: number;
  readonly holds: boolean;
};
export type BooksBench = readonly BooksFigure[];

/** Measures how long verifying the books of a large night takes, on a private server of each installed kind. */
export async function benchBooks(options: {
  readonly onProgress: (sentence: string) => void;
}): Promise<BooksBench> {
  const figures: BooksFigure[] = [];
  for (const server of await ensureDatabaseServers(options.onProgress)) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-bench-'));
    const running = await startPrivateServer({
      server,
      folder: path.join(folder, 'server'),
      isTemporary: true,
    });
    const name = `${server.kind} ${server.version}`;
    const pool = openSessionPool({ url: running.url, log: silentLog, limits: LIMITS });
    try {
      await migrate({ url: running.url, migrationsFolder: MIGRATIONS_FOLDER, log: silentLog });
      options.onProgress(`${name}: filling ${PURCHASES} ticket purchases ...`);
      await fillPracticeData({ url: running.url, tickets: PURCHASES, now: new Date() });
      const logFile = await writeLog(running.url, folder);
      const lines = (await readLogs([logFile])).flatMap((reading) => reading.lines);
      options.onProgress(`${name}: replaying ${lines.length} lines ...`);
      await replayLines(pool, lines, { log: silentLog });
      const attempts = await refuseMany(running.url);
      options.onProgress(`${name}: verifying ...`);
      const seconds: number[] = [];
      let holds = true;
      for (let round = 0; round < ROUNDS; round += 1) {
        const startedAt = performance.now();
        const integrity = await verifyBooks({ pool, concertId: null, logFiles: [logFile] });
        seconds.push((performance.now() - startedAt) / 1_000);
        holds &&= integrity.holds;
      }
      figures.push({ server: name, attempts, lines: lines.length, seconds: median(seconds), holds });
    } finally {
      await pool.close();
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }
  return figures;
}

/** The log of a gate that was on its own for its first ten thousand guests. */
async function writeLog(url: string, folder: string): Promise<string> {
  const connection = await createConnection({ uri: url });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT p.qr_code AS code, p.id, k.concert_id AS concertId FROM ticket_purchases p
       JOIN tickets k ON k.id = p.ticket_id JOIN concerts c ON c.id = k.concert_id
       WHERE p.status = 'valid' AND p.is_walk_in = 0 AND c.entry_opens_at <= UTC_TIMESTAMP()
         AND c.entry_closes_at > UTC_TIMESTAMP()
       ORDER BY p.id LIMIT ${LINES}`,
    );
    const log = testLog('G1', Number(rows[0]?.['concertId']));
    const doorTime = new Date().toISOString();
    for (const row of rows) {
      log.attempt(String(row['code']), { ticketPurchaseId: Number(row['id']), doorTime });
    }
    return await writeLogFile(folder, log);
  } finally {
    await connection.end();
  }
}

/** Refusals in bulk; returns how many attempts there are then. */
async function refuseMany(url: string): Promise<number> {
  const connection = await createConnection({ uri: url });
  try {
    await connection.query("SET time_zone = '+00:00'");
    await connection.query(
      `INSERT INTO scan_attempts
         (attempt_id, ticket_purchase_id, concert_id, gate_id, verdict, decided_by, code_digest, door_time, duration_ms)
       SELECT UUID(), p.id, k.concert_id, 'G2', 'already-admitted', 'database', p.qr_code_digest, UTC_TIMESTAMP(3), 12
       FROM ticket_purchases p JOIN tickets k ON k.id = p.ticket_id LIMIT ${REFUSALS}`,
    );
    const [rows] = await connection.query<RowDataPacket[]>('SELECT COUNT(*) AS n FROM scan_attempts');
    return Number(rows[0]?.['n']);
  } finally {
    await connection.end();
  }
}

/** The figures as a table. */
export function formatBooks(figures: BooksBench): string {
  const rows = figures.map(({ server, attempts, lines, seconds, holds }) => [
    server,
    String(PURCHASES),
    String(attempts),
    String(lines),
    three(seconds),
    holds ? 'yes' : 'no',
  ]);
  return formatTable([
    ['verifying the books', 'ticket purchases', 'attempts', 'log lines', 'seconds', 'hold'],
    ...rows,
  ]);
}
