import { sql } from 'drizzle-orm';
import { bigint, char, customType, datetime, int, timestamp } from 'drizzle-orm/mysql-core';

/** The web version's primary key: `id`, bigint unsigned, counted up by the server. */
export function id() {
  return bigint({ mode: 'number', unsigned: true }).autoincrement().primaryKey();
}

/** A reference to another table's `id`. */
export function reference() {
  return bigint({ mode: 'number', unsigned: true });
}

/** An instant with milliseconds, in UTC: every session of ours sets its time zone to +00:00. */
export function instant() {
  return datetime({ mode: 'date', fsp: 3 });
}

/** `created_at` and `updated_at` as the web version's framework keeps them. */
export function webTimestamps() {
  return { createdAt: timestamp({ mode: 'date' }), updatedAt: timestamp({ mode: 'date' }) };
}

const sha256Column = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'binary(32)' });

/** A SHA-256 digest as its 32 bytes. */
export function sha256() {
  return sha256Column();
}

/**
 * A time that the server sets at every change of the row. A timestamp and no datetime: it means the same whatever the time
 * zone of the session that writes.
 */
export function changeTime() {
  return timestamp({ mode: 'date', fsp: 3 })
    .notNull()
    .default(sql`CURRENT_TIMESTAMP(3)`)
    .onUpdateNow();
}

/** How far the server's clock was ahead of the gate's, and how far that may be wrong; null where nobody measured it. */
export function clockColumns() {
  return { clockOffsetMs: int(), clockUncertaintyMs: int({ unsigned: true }) };
}

/** The line of an emergency log: the log's id and the line's sequence number; null for what the database decided. */
export function logLineColumns() {
  return { emergencyLogId: char({ length: 36 }), emergencyLogSequence: int({ unsigned: true }) };
}
