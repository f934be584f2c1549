import { bigint, customType, datetime, timestamp } from 'drizzle-orm/mysql-core';

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
