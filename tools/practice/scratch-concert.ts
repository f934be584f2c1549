import { createConnection, type Connection, type ResultSetHeader } from 'mysql2/promise';
import path from 'node:path';
import { migrate } from '#main/database/migrate.ts';
import { createScratchDatabase } from './scratch-database.ts';
import { silentLog } from './silent-log.ts';

const MIGRATIONS_FOLDER = path.resolve(import.meta.dirname, '../../drizzle');
const HOUR_MS = 60 * 60 * 1_000;

/** One row of `ticket_purchases`, as far as a test cares. */
type ScratchPurchase = {
  readonly code: string;
  readonly status?: 'valid' | 'used' | 'cancelled';
  readonly isWalkIn?: boolean;
  readonly isSold?: boolean;
  readonly isOtherConcert?: boolean;
  readonly attentionNote?: string;
};

/** A migrated database of its own with tonight's concert, another night's, one ticket kind each, and no purchases yet. */
export type ScratchConcert = {
  readonly url: string;
  readonly adminUrl: string;
  readonly concertId: number;
  readonly otherConcertId: number;
  /** A connection for the test's own questions, in UTC. */
  readonly connection: Connection;
  readonly addPurchases: (purchases: readonly ScratchPurchase[]) => Promise<void>;
  /** Runs a question that answers with one number, called `n`. */
  readonly count: (sql: string, values?: readonly unknown[]) => Promise<number>;
  readonly drop: () => Promise<void>;
};

/** Makes one, migrated as far as the migrations of a folder go: this program's unless a test has others. */
export async function createScratchConcert(
  server: Readonly<{ url: string; adminUrl: string }>,
  migrationsFolder = MIGRATIONS_FOLDER,
): Promise<ScratchConcert> {
  const database = await createScratchDatabase(server);
  await migrate({ url: database.url, migrationsFolder, log: silentLog });
  const connection = await createConnection({ uri: database.adminUrl, timezone: 'Z', charset: 'utf8mb4' });
  await connection.query("SET time_zone = '+00:00'");
  const insert = async (sql: string, values: unknown[]): Promise<number> => {
    const [result] = await connection.query<ResultSetHeader>(sql, values);
    return result.insertId;
  };
  const addConcert = (title: string, fromNowMs: number): Promise<number> =>
    insert('INSERT INTO concerts (title, starts_at, entry_opens_at, entry_closes_at) VALUES (?, ?, ?, ?)', [
      title,
      new Date(Date.now() + fromNowMs + HOUR_MS),
      new Date(Date.now() + fromNowMs - HOUR_MS),
      new Date(Date.now() + fromNowMs + 6 * HOUR_MS),
    ]);
  const addTicket = (concert: number): Promise<number> =>
    insert('INSERT INTO tickets (concert_id, ticket_type) VALUES (?, ?)', [concert, 'Standing']);
  const concertId = await addConcert('Tonight', 0);
  const otherConcertId = await addConcert('Another night', 48 * HOUR_MS);
  const ticketId = await addTicket(concertId);
  const otherTicketId = await addTicket(otherConcertId);
  const studentId = await insert('INSERT INTO students (name) VALUES (?)', ['Zoë Łukasiewicz']);

  return {
    url: database.url,
    adminUrl: database.adminUrl,
    concertId,
    otherConcertId,
    connection,
    async addPurchases(purchases) {
      const rows = purchases.map((purchase) => [
        purchase.isOtherConcert === true ? otherTicketId : ticketId,
        purchase.isWalkIn === true ? null : studentId,
        purchase.code,
        purchase.status ?? 'valid',
        purchase.isWalkIn ?? false,
        purchase.isSold ?? false,
        purchase.attentionNote ?? null,
      ]);
      await connection.query(
        'INSERT INTO ticket_purchases (ticket_id, student_id, qr_code, status, is_walk_in, is_sold, attention_note) VALUES ?',
        [rows],
      );
    },
    async count(sql, values = []) {
      const [rows] = await connection.query(sql, [...values]);
      return Number((rows as { n: unknown }[])[0]?.n);
    },
    async drop() {
      await connection.end();
      await database.drop();
    },
  };
}
