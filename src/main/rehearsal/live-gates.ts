import { z } from 'zod';
import { parseDatabaseUrl } from '#main/database/database-url.ts';
import { classifyFailure } from '#main/database/failures.ts';
import { RehearsalError } from './rehearsal.ts';
import { isLiveServer } from './same-server.ts';
import { connectToServer } from './server.ts';

const gateSchema = z.object({ gateId: z.string() });

/**
 * Insists that no guest is being let in from the gates' own database on this server: a rehearsal would slow the doors.
 * @throws {RehearsalError} naming the gates that had a guest in the last ten minutes, or when that can't be asked.
 */
export async function insistOnQuietDoors(liveUrl: string, serverUrl: string): Promise<void> {
  if (!(await isLiveServer(liveUrl, serverUrl))) return;
  const busy = await gatesAtWork(liveUrl, parseDatabaseUrl(liveUrl).database ?? '');
  if (busy.length === 0) return;
  throw new RehearsalError(
    `Guests are coming in: ${busy.join(', ')} scanned in the last ten minutes. A rehearsal would make them slower: wait, or rehearse on another server (--on).`,
  );
}

async function gatesAtWork(liveUrl: string, database: string): Promise<readonly string[]> {
  const connection = await connectToServer(liveUrl);
  try {
    const rows = await connection.rows(
      gateSchema,
      `SELECT gate_id AS gateId FROM ??.gate_states
       WHERE last_attempt_at > UTC_TIMESTAMP() - INTERVAL 10 MINUTE ORDER BY gate_id`,
      [database],
    );
    return rows.map(({ gateId }) => gateId);
  } catch (error) {
    // A database that is not there, or that no gate ever migrated, has no guests.
    const { cause } = classifyFailure(error);
    if (cause === 'not-migrated' || cause === 'no-such-database') return [];
    throw error;
  } finally {
    connection.close();
  }
}
