import { sql } from 'drizzle-orm';
import { boolean, index, mysqlEnum, mysqlTable, text, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { changeTime, id, instant, reference, sha256, webTimestamps } from './columns.ts';
import { students } from './students.ts';
import { teachers } from './teachers.ts';
import { tickets } from './tickets.ts';

/** One person's right of entry, with its own code. */
export const ticketPurchases = mysqlTable(
  'ticket_purchases',
  {
    id: id(),
    ticketId: reference()
      .notNull()
      .references(() => tickets.id),
    studentId: reference().references(() => students.id),
    teacherId: reference().references(() => teachers.id),
    qrCode: text(),
    status: mysqlEnum(['valid', 'used', 'cancelled']).notNull().default('valid'),
    isWalkIn: boolean().notNull().default(false),
    isSold: boolean().notNull().default(false),
    /** When it was admitted, by the server's clock; the door time is in `scan_attempts`. */
    usedAt: instant(),
    usedGateId: varchar({ length: 16 }),
    /** The operator on duty at that gate. */
    usedBy: varchar({ length: 100 }),
    attentionNote: text(),
    ...webTimestamps(),
    /**
     * SHA-256 over the code's UTF-8 bytes, computed by the server: the way to a row that is byte for byte whatever the
     * column's collation, and unique. Invisible, so that the web version's `SELECT *` stays what it was (ADR 0002).
     */
    qrCodeDigest: sha256().generatedAlwaysAs(sql`(unhex(sha2(convert(\`qr_code\` using utf8mb4), 256)))`, {
      mode: 'virtual',
    }),
    /**
     * When the row last changed, kept by the server whoever changes it: what a gate's snapshot asks for. Invisible, like the
     * digest.
     */
    changedAt: changeTime(),
  },
  (table) => [
    // A snapshot's refresh: WHERE changed_at >= ? ORDER BY changed_at, id
    index('ticket_purchases_changed_at_index').on(table.changedAt, table.id),
    // The admission's only way to the row: SELECT ... WHERE qr_code_digest = ? FOR UPDATE.
    uniqueIndex('ticket_purchases_qr_code_digest_unique').on(table.qrCodeDigest),
    // The web version's look-up by code: SELECT ... WHERE qr_code = ?
    index('ticket_purchases_qr_code_index').on(sql`${table.qrCode}(100)`),
    // The web version's look-up of codes in one status: WHERE status = ? AND qr_code = ?
    index('ticket_purchases_status_qr_code_index').on(table.status, sql`${table.qrCode}(100)`),
    // The web version's walk-in sale: WHERE is_walk_in = ? AND qr_code = ?
    index('ticket_purchases_walk_in_qr_code_index').on(table.isWalkIn, sql`${table.qrCode}(100)`),
    // Walk-ins left to sell: WHERE is_walk_in = 1 AND is_sold = 0 AND status = 'valid'
    index('ticket_purchases_walk_in_status_index').on(table.isWalkIn, table.isSold, table.status),
    // A concert's counts on every scan screen: WHERE ticket_id IN (...) AND status = 'used'
    index('ticket_purchases_ticket_status_index').on(
      table.ticketId,
      table.status,
      table.isWalkIn,
      table.isSold,
    ),
  ],
);
