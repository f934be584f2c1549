import { accessSync, constants } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/**
 * That this process, and no other on this laptop, writes the logs of a gate. Node has no file locks; SQLite has, and the
 * operating system lets them go when their process dies, however it dies. A file with a process id in it could not tell a
 * dead process from a living one that was given the same id.
 *
 * Nobody else in this process may open the lock's file: on Linux and macOS closing any handle of it would let the lock go.
 */
export type GateLock = {
  readonly letGo: () => void;
};

export type GateLockTaken =
  | { readonly ok: true; readonly lock: GateLock }
  | { readonly ok: false; readonly isInUse: boolean; readonly error: unknown };

/** SQLITE_BUSY: somebody else has it. */
const SQLITE_BUSY = 5;
const sqliteErrorSchema = z.object({ errcode: z.int() });

/** Takes the lock at `file`, at once or not at all. */
export function takeGateLock(file: string): GateLockTaken {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    // SQLite falls back to reading where it may not write, and then locks nothing.
    accessSync(file, constants.W_OK);
    // Nothing is ever written, so there is nothing to roll back; and a journal would need room on a full disk.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    const held = database;
    return { ok: true, lock: { letGo: () => held.close() } };
  } catch (error) {
    database?.close();
    const read = sqliteErrorSchema.safeParse(error);
    return { ok: false, isInUse: read.success && (read.data.errcode & 0xff) === SQLITE_BUSY, error };
  }
}
