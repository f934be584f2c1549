import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { CREATE_TABLES, SCHEMA_VERSION } from './local-schema.ts';

/** What makes a file the snapshot of this program, this laptop and this database; another one is copied anew. */
export type SnapshotIdentity = { readonly database: string; readonly keyMark: string };

/** WAL, NORMAL: a crash leaves whole transactions only, and no write waits for the disk but at a checkpoint. */
const PRAGMAS = `
  PRAGMA busy_timeout = 100;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA wal_autocheckpoint = 2000;
  PRAGMA cache_size = -16384;
  PRAGMA temp_store = MEMORY;
`;

/** The files that belong to a snapshot. */
const ENDINGS = ['', '-wal', '-shm'] as const;

/** Where a gate's snapshot is. */
export function snapshotPath(gateFolder: string): string {
  return path.join(gateFolder, 'snapshot.sqlite');
}

/**
 * Opens a gate's snapshot file. One that is damaged is put aside, one of another database, key or program version is
 * deleted, and an empty one takes its place. Never throws: where the disk can't be written, the snapshot lives in memory.
 */
export function openLocalFile(gateFolder: string, identity: SnapshotIdentity, log: Logger): DatabaseSync {
  const file = snapshotPath(gateFolder);
  try {
    mkdirSync(gateFolder, { recursive: true });
    const found = existsSync(file) ? openFound(file, identity, log) : null;
    return found ?? openEmpty(file, identity);
  } catch (error) {
    log.error('The snapshot can’t be kept on the disk: it is only in memory', describeError(error));
    return openEmpty(':memory:', identity);
  }
}

/** Moves a damaged snapshot out of the way; of several damaged ones the newest is kept. */
export function putAside(gateFolder: string): void {
  const file = snapshotPath(gateFolder);
  for (const ending of ENDINGS) {
    if (existsSync(`${file}${ending}`)) renameSync(`${file}${ending}`, `${file}.damaged${ending}`);
    else rmSync(`${file}.damaged${ending}`, { force: true });
  }
}

function openFound(file: string, identity: SnapshotIdentity, log: Logger): DatabaseSync | null {
  let database: DatabaseSync | null = null;
  let problem: string | null;
  try {
    database = new DatabaseSync(file);
    database.exec(PRAGMAS);
    problem = findDamage(database);
    if (problem === null && isOurs(database, identity)) return database;
  } catch (error) {
    if (isBusy(error)) {
      database?.close();
      throw error;
    }
    problem = describeError(error).message;
  }
  database?.close();
  if (problem === null) {
    log.info('The snapshot is of another database, key or version: it is copied anew');
    for (const ending of ENDINGS) rmSync(`${file}${ending}`, { force: true });
  } else {
    log.error('The snapshot is damaged: it was put aside and is copied anew', { problem });
    putAside(path.dirname(file));
  }
  return null;
}

function openEmpty(file: string, identity: SnapshotIdentity): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec(PRAGMAS);
  // Of two processes that start together, the second finds the tables of the first.
  database.exec('BEGIN IMMEDIATE');
  database.exec(CREATE_TABLES);
  const put = database.prepare('INSERT OR IGNORE INTO state (key, value) VALUES (?, ?)');
  for (const [key, value] of identityEntries(identity)) put.run(key, value);
  database.exec('COMMIT');
  return database;
}

function findDamage(database: DatabaseSync): string | null {
  const result = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  return result === 'ok' ? null : String(result);
}

function isOurs(database: DatabaseSync, identity: SnapshotIdentity): boolean {
  const tables = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'state'").get();
  if (tables === undefined) return false;
  const get = database.prepare('SELECT value FROM state WHERE key = ?');
  return identityEntries(identity).every(([key, value]) => get.get(key)?.['value'] === value);
}

function identityEntries({ database, keyMark }: SnapshotIdentity): readonly (readonly [string, string])[] {
  return [
    ['schema_version', String(SCHEMA_VERSION)],
    ['database', database],
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
