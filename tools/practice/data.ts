import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { BULK_ROWS, fillInBulk } from './bulk-table.ts';
import { PRACTICE_PREFIX } from './practice-code.ts';
import {
  PRACTICE_GATES,
  PRACTICE_MARK,
  PRACTICE_TICKET_KINDS,
  practiceConcerts,
} from './practice-concerts.ts';
import { practiceNamesOf } from './practice-people.ts';
import { practicePeopleCounts, practicePurchase } from './practice-purchases.ts';
import { ATTEMPT_COLUMNS, attemptRows, PURCHASE_COLUMNS, purchaseRow } from './practice-rows.ts';

export type PracticeDataWish = {
  /** A migrated database that holds practice data or nothing. */
  readonly url: string;
  /** How many ticket purchases; up to a million and more. */
  readonly tickets?: number;
  /** The instant at which entry is open. */
  readonly now: Date;
  readonly onProgress?: (sentence: string) => void;
};

export const USUAL_TICKETS = 2_000;

/** Children before parents. Not `database_identity`: a gate would take the refilled database for another one. */
const TABLES = [
  'alert_acknowledgements',
  'gate_outages',
  'gate_states',
  'backups',
  'conflict_sides',
  'conflicts',
  'set_aside_lines',
  'scan_attempts',
  'ticket_purchases',
  'tickets',
  'concerts',
  'students',
  'teachers',
  'gates',
] as const;

const ROWS_A_STATEMENT = 2_000;
const PROGRESS_EVERY_MS = 2_000;

/**
 * Empties the tables of a practice database and fills them: tonight's concert and another night's, ten gates, people, and ticket
 * purchases of every role. The codes and names are the same at each call. Throws, with nothing touched, when the database
 * holds anything that is not practice data.
 */
export async function fillPracticeData(wish: PracticeDataWish): Promise<void> {
  const connection = await connect(wish.url);
  try {
    await insistOnPractice(connection);
    await empty(connection);
    await fillSurroundings(connection, wish);
    await fillPurchases(connection, wish);
  } finally {
    connection.destroy();
  }
}

/** Tells whether this database holds `tickets` practice ticket purchases and a concert whose entry is open at `now`. */
export async function hasOpenPracticeConcert(url: string, tickets: number, now: Date): Promise<boolean> {
  const connection = await connect(url);
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT (SELECT COUNT(*) FROM ticket_purchases) AS purchases,
         EXISTS (SELECT 1 FROM concerts WHERE title LIKE ? AND entry_opens_at <= ? AND entry_closes_at > ?) AS isOpen`,
      [`%${PRACTICE_MARK}`, now, now],
    );
    return Number(rows[0]?.['purchases']) === tickets && Number(rows[0]?.['isOpen']) === 1;
  } finally {
    connection.destroy();
  }
}

async function connect(url: string): Promise<Connection> {
  const connection = await createConnection({ uri: url, charset: 'utf8mb4', timezone: 'Z' });
  await connection.query("SET time_zone = '+00:00'");
  return connection;
}

async function insistOnPractice(connection: Connection): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT EXISTS (SELECT 1 FROM concerts WHERE title NOT LIKE ?)
         OR EXISTS (SELECT 1 FROM ticket_purchases WHERE qr_code IS NULL OR qr_code NOT LIKE ?) AS isReal`,
    [`%${PRACTICE_MARK}`, `${PRACTICE_PREFIX}%`],
  );
  if (Number(rows[0]?.['isReal']) !== 0) {
    throw new Error(
      'This database holds more than practice data: it is not emptied. Use another one to practise.',
    );
  }
}

async function empty(connection: Connection): Promise<void> {
  await connection.query('SET foreign_key_checks = 0');
  for (const table of TABLES) await connection.query(`TRUNCATE TABLE ${table}`);
  await connection.query('SET foreign_key_checks = 1');
}

async function fillSurroundings(connection: Connection, wish: PracticeDataWish): Promise<void> {
  const { now, tickets = USUAL_TICKETS } = wish;
  const names = practiceNamesOf(practicePeopleCounts(tickets));
  await insert(
    connection,
    'concerts (id, title, venue, starts_at, entry_opens_at, entry_closes_at, created_at, updated_at)',
    practiceConcerts(now).map((concert) => [
      concert.id,
      concert.title,
      concert.venue,
      concert.startsAt,
      concert.entryOpensAt,
      concert.entryClosesAt,
      now,
      now,
    ]),
  );
  await insert(
    connection,
    'tickets (id, concert_id, ticket_type, price, created_at, updated_at)',
    PRACTICE_TICKET_KINDS.map((kind) => [kind.id, kind.concertId, kind.ticketType, kind.price, now, now]),
  );
  await insert(
    connection,
    'gates (id, name, created_at, updated_at)',
    PRACTICE_GATES.map((gate) => [gate.id, gate.name, now, now]),
  );
  await fillPeople(connection, 'student', names.student, now);
  await fillPeople(connection, 'teacher', names.teacher, now);
}

async function fillPeople(
  connection: Connection,
  group: 'student' | 'teacher',
  names: readonly string[],
  now: Date,
): Promise<void> {
  await insert(
    connection,
    `${group}s (id, name, email, created_at, updated_at)`,
    names.map((name, index) => [index + 1, name, `${group}${index + 1}@practice.invalid`, now, now]),
  );
}

async function fillPurchases(connection: Connection, wish: PracticeDataWish): Promise<void> {
  const { tickets = USUAL_TICKETS, onProgress } = wish;
  if (tickets < BULK_ROWS) {
    await fillPurchasesOf('ticket_purchases', connection, wish);
    return;
  }
  await fillInBulk(connection, 'ticket_purchases', async (copy) => {
    await fillPurchasesOf(copy, connection, wish);
    onProgress?.('Practice data: building the indexes ...');
  });
}

async function fillPurchasesOf(table: string, connection: Connection, wish: PracticeDataWish): Promise<void> {
  const { now, tickets = USUAL_TICKETS, onProgress } = wish;
  let saidAt = performance.now();
  for (let start = 0; start < tickets; start += ROWS_A_STATEMENT) {
    const purchases = Array.from({ length: Math.min(ROWS_A_STATEMENT, tickets - start) }, (_, index) =>
      practicePurchase(start + index, tickets),
    );
    await insert(
      connection,
      `${table} (${PURCHASE_COLUMNS})`,
      purchases.map((purchase) => purchaseRow(purchase, now)),
    );
    await insert(
      connection,
      `scan_attempts (${ATTEMPT_COLUMNS})`,
      purchases.flatMap((purchase) => attemptRows(purchase, now)),
    );
    if (performance.now() - saidAt > PROGRESS_EVERY_MS) {
      saidAt = performance.now();
      onProgress?.(`Practice data: ${start + purchases.length} of ${tickets} ticket purchases ...`);
    }
  }
}

async function insert(connection: Connection, into: string, rows: readonly unknown[][]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    await connection.query(`INSERT INTO ${into} VALUES ?`, [rows.slice(start, start + ROWS_A_STATEMENT)]);
  }
}
