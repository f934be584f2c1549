import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { filesOf, putAside, removeSnapshot, snapshotPath } from './kept-aside.ts';
import { CREATE_TABLES, SCHEMA_VERSION } from './local-schema.ts';
import { makeFilesPrivate, makePrivateFile, makePrivateFolder } from './private-files.ts';
import { isBusy, isDamage } from './sqlite-errors.ts';

export { snapshotPath } from './kept-aside.ts';

const READING_PRAGMAS = `
  PRAGMA cache_size = -16384;
  PRAGMA temp_store = MEMORY;
`;

/** WAL, NORMAL: a crash leaves whole transactions only, and no write waits for the disk but at a checkpoint. */
const PRAGMAS = `
  PRAGMA busy_timeout = 100;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA wal_autocheckpoint = 2000;
  ${READING_PRAGMAS}
`;

/** An open snapshot, and where it is. */
export type LocalFile = {
  readonly database: DatabaseSync;
  /** `stopgap`: the disk can't be written; what is on it is only read. */
  readonly place: 'disk' | 'stopgap' | 'memory';
};

/**
 * Opens a gate's snapshot file. One that is damaged is put aside, one of another key or program version is deleted, and an
 * empty one takes its place. One that can't be written (a full disk, one that is read-only) stays where it is, and is read.
 * Never throws: where that can't be either, the snapshot lives in memory.
 */
export function openLocalFile(gateFolder: string, keyMark: string, log: Logger): LocalFile {
  const file = snapshotPath(gateFolder);
  try {
    makePrivateFolder(gateFolder);
    makeFilesPrivate(filesOf(file));
    const found = existsSync(file) ? openFound(file, keyMark, log) : null;
    return { database: found ?? openEmpty(file, keyMark), place: 'disk' };
  } catch (error) {
    // Somebody else may be writing: what is read without a lock would be torn.
    const database = isBusy(error) || !existsSync(file) ? null : openStopgap(file, keyMark);
    if (database !== null) {
      log.error('The snapshot can’t be written on the disk: it is only read', describeError(error));
      return { database, place: 'stopgap' };
    }
    log.error('The snapshot can’t be kept on the disk: it is only in memory', describeError(error));
    return { database: openEmpty(':memory:', keyMark), place: 'memory' };
  }
}

/** @throws what is not the file's own fault. */
function openFound(file: string, keyMark: string, log: Logger): DatabaseSync | null {
  let database: DatabaseSync | null = null;
  let problem: string | null;
  try {
    database = new DatabaseSync(file);
    database.exec(PRAGMAS);
    problem = findDamage(database);
    if (problem === null && isOurs(database, keyMark)) return database;
  } catch (error) {
    if (!isDamage(error)) {
      if (database?.isOpen === true) database.close();
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

/**
 * Opens a file that can't be opened as usual. A connection of its own needs no shared memory, which is a file that a full disk
 * does not take; a file that is called immutable needs nothing at all, but what a crash left in the write-ahead log is missing.
 */
function openStopgap(file: string, keyMark: string): DatabaseSync | null {
  return (
    tryToRead(() => new DatabaseSync(file), 'PRAGMA locking_mode = EXCLUSIVE', keyMark) ??
    tryToRead(
      () => new DatabaseSync(`${pathToFileURL(file).href}?immutable=1`, { readOnly: true }),
      '',
      keyMark,
    )
  );
}

function tryToRead(open: () => DatabaseSync, pragma: string, keyMark: string): DatabaseSync | null {
  let database: DatabaseSync | null = null;
  try {
    database = open();
    database.exec(pragma);
    database.exec(READING_PRAGMAS);
    if (findDamage(database) === null && isOurs(database, keyMark)) return database;
  } catch {
    // The next way is tried.
  }
  if (database?.isOpen === true) database.close();
  return null;
}

/** Opens the file with empty tables where it has none; `:memory:` for one that is nowhere else. */
export function openEmpty(file: string, keyMark: string): DatabaseSync {
  if (file !== ':memory:') makePrivateFile(file);
  const database = new DatabaseSync(file);
  try {
    database.exec(PRAGMAS);
    // Of two processes that start together, the second finds the tables of the first.
    database.exec('BEGIN IMMEDIATE');
    database.exec(CREATE_TABLES);
    const put = database.prepare('INSERT OR IGNORE INTO state (key, value) VALUES (?, ?)');
    for (const [key, value] of identityEntries(keyMark)) put.run(key, value);
    database.exec('COMMIT');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
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
