import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { SessionPool } from '#main/database/session-pool.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import { sqlStatement } from '#main/database/statement.ts';
import type { Logger } from '#main/log/logger.ts';
import { type ClosingWords, wordsOfClosing } from './closing-words.ts';
import { inSession } from './in-session.ts';
import { readRows } from './records.ts';

const { placeholder } = sql;

/** A closing by a named person. */
export type Closing = ClosingWords & {
  readonly conflictId: number;
  /** The conflict as that person saw it. */
  readonly version: number;
};

const close = sqlStatement<{
  conflictId: number;
  version: number;
  closedBy: string;
  closing: string;
  now: Date;
}>(sql`
  update conflicts set closed_at = ${placeholder('now')}, closed_by = ${placeholder('closedBy')},
    closings = concat_ws('\n', closings, ${placeholder('closing')}), version = version + 1
  where id = ${placeholder('conflictId')} and version = ${placeholder('version')} and closed_at is null`);

const look = sqlStatement<{ conflictId: number }>(
  sql`select version, closings from conflicts where id = ${placeholder('conflictId')}`,
);

const CLOSE_LIMIT_MS = 5_000;

/**
 * Closes a conflict, unless it has changed since that person looked at it: another side came to light, or somebody else
 * closed it. Never twice, whatever answer is lost.
 * @throws {RangeError} without a name or a word of why; the driver's error when the database is away.
 */
export async function closeConflict(
  pool: SessionPool,
  closing: Closing,
  log: Logger,
): Promise<{ readonly outcome: 'closed' } | { readonly outcome: 'changed' }> {
  const { closedBy, closing: words } = wordsOfClosing(closing);
  const { conflictId, version, now } = closing;
  const deadline = deadlineIn(CLOSE_LIMIT_MS);
  const rows = await inSession(pool, { deadline, log }, async (session) => {
    const texts = [close({ conflictId, version, closedBy, closing: words, now }), look({ conflictId })];
    return (await session.roundTrip('close conflict', texts, deadline))[1];
  });
  const [found] = readRows('conflict', foundRow, rows);
  // Ours, be it from this try or from one whose answer was lost.
  const isOurs = found?.version === version + 1 && found.closings?.split('\n').at(-1) === words;
  return { outcome: isOurs ? 'closed' : 'changed' };
}

const foundRow = z.object({ version: z.int().nonnegative(), closings: z.string().nullable() });
