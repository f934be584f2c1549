import type { Connection, RowDataPacket } from 'mysql2/promise';
import { originOf } from '#main/log/describe-error.ts';

const NO_SUCH_THREAD = 1094;

/** The thread ids of a user's sessions on the server. */
export async function sessionsOf(admin: Connection, user: string): Promise<number[]> {
  const [rows] = await admin.query<RowDataPacket[]>(
    'SELECT id FROM information_schema.processlist WHERE user = ?',
    [user],
  );
  // MySQL gives its column names in capitals.
  return rows.map((row) => Number(row['id'] ?? row['ID']));
}

/** Ends a user's sessions, all but those to `keep`. */
export async function killSessionsOf(
  admin: Connection,
  user: string,
  keep: ReadonlySet<number> = new Set(),
): Promise<void> {
  for (const id of await sessionsOf(admin, user)) {
    if (keep.has(id)) continue;
    await admin.query(`KILL ${id}`).catch((error: unknown) => {
      // It ended by itself in between.
      if (originOf(error).errno !== NO_SUCH_THREAD) throw error;
    });
  }
}
