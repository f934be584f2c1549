import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A gate's laptop as the proof looks into it: files only, without asking the gate. */

/** The folder of its emergency log; null while it never had to write one. */
export function logFolderOf(userData: string): string | null {
  const folder = path.join(userData, 'emergency-log');
  return existsSync(folder) ? folder : null;
}

/** How many ticket purchases its snapshot holds. */
export function countSnapshot(userData: string, gateId: string): number {
  const file = path.join(userData, 'gates', gateId, 'snapshot.sqlite');
  if (!existsSync(file)) return 0;
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(database.prepare('SELECT COUNT(*) AS n FROM ticket_purchases').get()?.['n'] ?? 0);
  } catch {
    // It is just being made.
    return 0;
  } finally {
    database.close();
  }
}

/** Where a rehearsal's laptops are, one folder each: found again by the database's name, should the rehearsal die. */
export function laptopsFolder(databaseName: string): string {
  return path.join(os.tmpdir(), databaseName);
}
