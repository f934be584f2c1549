/** Any change of the tables below counts it up: a snapshot is copied anew, never migrated. */
export const SCHEMA_VERSION = 1;

/**
 * The look-up index is kept in blocks of 16,384 ids. A keyed digest falls anywhere in its index; in one index of a million
 * rows every insert dirties a page of its own (39 µs a row measured, growing with the table), in blocks it takes 7 µs at any size. A look-up asks every block: 0.1 ms at a
 * million, whatever the ids.
 */
export const CREATE_TABLES = `
  CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS concerts (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    starts_at INTEGER,
    entry_opens_at INTEGER,
    entry_closes_at INTEGER,
    on_its_own_known TEXT NOT NULL,
    on_its_own_unknown TEXT NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS ticket_kinds (id INTEGER PRIMARY KEY, concert_id INTEGER NOT NULL, name TEXT) STRICT;

  CREATE TABLE IF NOT EXISTS gates (id TEXT PRIMARY KEY, name TEXT) STRICT;

  -- status 'unclear': a row that this program does not understand. lookup NULL: no code that could be scanned.
  CREATE TABLE IF NOT EXISTS ticket_purchases (
    id INTEGER PRIMARY KEY,
    block INTEGER GENERATED ALWAYS AS (id >> 14) STORED,
    lookup BLOB,
    ticket_id INTEGER,
    status TEXT NOT NULL,
    is_walk_in INTEGER NOT NULL,
    is_sold INTEGER NOT NULL,
    used_at INTEGER,
    used_gate_id TEXT,
    changed_at INTEGER NOT NULL,
    sealed BLOB,
    search_batch INTEGER,
    search BLOB,
    fingerprint BLOB
  ) STRICT;
  CREATE INDEX IF NOT EXISTS ticket_purchases_lookup ON ticket_purchases (block, lookup);
  CREATE INDEX IF NOT EXISTS ticket_purchases_ticket ON ticket_purchases (ticket_id, id);
  CREATE INDEX IF NOT EXISTS ticket_purchases_unclear ON ticket_purchases (id) WHERE status = 'unclear';
  CREATE TABLE IF NOT EXISTS blocks (block INTEGER PRIMARY KEY) STRICT;

  -- The key of a batch of names, sealed to the lead's public key.
  CREATE TABLE IF NOT EXISTS search_batches (
    id INTEGER PRIMARY KEY,
    search_key_id TEXT NOT NULL,
    sealed_key BLOB NOT NULL
  ) STRICT;
`;
