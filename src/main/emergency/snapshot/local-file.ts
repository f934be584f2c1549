import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { putAside, removeSnapshot, snapshotPath } from './kept-aside.ts';
import { CREATE_TABLES, SCHEMA_VERSION } from './local-schema.ts';

export { snapshotPath } from './kept-aside.ts';

/** WAL, NORMAL: a crash leaves whole transactions only, and no write waits for the disk but at a checkpoint. */
const PRAGMAS = `
  PRAGMA busy_timeout = 100;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA wal_autocheckpoint = 2000;
  PRAGMA cache_size = -16384;
  PRAGMA temp_store = MEMORY;
`;

/**
 * Opens a gate's snapshot file. One that is damaged is put aside, one of another key or program version is
 * deleted, and an empty one takes its place. Never throws: where the disk can't be written, the snapshot lives in memory.
 */
export function openLocalFile(gateFolder: string, keyMark: string, log: Logger): DatabaseSync {
  const file = snapshotPath(gateFolder);
  try {
    mkdirSync(gateFolder, { recursive: true });
    const found = existsSync(file) ? openFound(file, keyMark, log) : null;
    return found ?? openEmpty(file, keyMark);
  } catch (error) {
    log.error('The snapshot can’t be kept on the disk: it is only in memory', describeError(error));
    return openEmpty(':memory:', keyMark);
  }
}

function openFound(file: string, keyMark: string, log: Logger): DatabaseSync | null {
  let database: DatabaseSync | null = null;
  let problem: string | null;
  try {
    database = new DatabaseSync(file);
    database.exec(PRAGMAS);
    problem = findDamage(database);
    if (problem === null && isOurs(database, keyMark)) return database;
  } catch (error) {
    if (isBusy(error)) {
      database?.close();
      throw error;
    }
    problem = describeError(error).message;
  }
  database?.close();
  if (problem === null) {
    log.info('The snapshot is of another key or version: it is copied anew');
    removeSnapshot(file);
  } else {
    log.error('The snapshot is damaged: it was put aside and is copied anew', { problem });
    putAside(path.dirname(file));
  }
  return null;
}

/** Opens the file with empty tables where it has none; `:memory:` for one that is nowhere else. */
export function openEmpty(file: string, keyMark: string): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec(PRAGMAS);
  // Of two processes that start together, the second finds the tables of the first.
  database.exec('BEGIN IMMEDIATE');
  database.exec(CREATE_TABLES);
  const put = database.prepare('INSERT OR IGNORE INTO state (key, value) VALUES (?, ?)');
  for (const [key, value] of identityEntries(keyMark)) put.run(key, value);
  database.exec('COMMIT');
  return database;
}

function findDamage(database: DatabaseSync): string | null {
  const result = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  return result === 'ok' ? null : String(result);
}

function isOurs(database: DatabaseSync, keyMark: string): boolean {
  const tables = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'state'").get();
  if (tables === undefined) return false;
  const get = database.prepare('SELECT value FROM state WHERE key = ?');
  return identityEntries(keyMark).every(([key, value]) => get.get(key)?.['value'] === value);
}

/** What makes a file the snapshot of this program and this laptop; another one is copied anew. */
function identityEntries(keyMark: string): readonly (readonly [string, string])[] {
  return [
    ['schema_version', String(SCHEMA_VERSION)],
    ['key_mark', keyMark],
  ];
}

/** SQLite's primary result codes (https://sqlite.org/rescode.html). */
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

function resultCode(error: unknown): number | null {
  const { errcode } = error as { readonly errcode?: unknown };
  // oxlint-disable-next-line no-bitwise -- the primary code is the low byte of the extended one
  return typeof errcode === 'number' ? errcode & 0xff : null;
}

export function isBusy(error: unknown): boolean {
  return resultCode(error) === SQLITE_BUSY;
}

/** Tells whether the file itself is at fault, so that only a new one helps. */
export function isDamage(error: unknown): boolean {
  const code = resultCode(error);
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}
