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

const close = sqlStatement<{ setAsideId: number; closing: string; now: Date }>(sql`
  update set_aside_lines set closed_at = ${placeholder('now')}, closing = ${placeholder('closing')}
  where id = ${placeholder('setAsideId')} and closed_at is null`);

const look = sqlStatement<{ setAsideId: number }>(
  sql`select closing from set_aside_lines where id = ${placeholder('setAsideId')}`,
);
const foundRow = z.object({ closing: z.string().nullable() });

const CLOSE_LIMIT_MS = 5_000;

/**
 * Closes a line that was set aside: a person has looked into it, and it will not go in. Stays closed, however often its log is replayed.
 * `not-open`: there is none of that number, or somebody else has closed it.
 * @throws {RangeError} without a name or a word of why; the driver's error when the database is away.
 */
export async function closeSetAside(
  pool: SessionPool,
  closing: ClosingWords & { readonly setAsideId: number },
  log: Logger,
): Promise<{ readonly outcome: 'closed' | 'not-open' }> {
  const { closing: words } = wordsOfClosing(closing);
  const { setAsideId, now } = closing;
  const deadline = deadlineIn(CLOSE_LIMIT_MS);
  const rows = await inSession(pool, { deadline, log }, async (session) => {
    const texts = [close({ setAsideId, closing: words, now }), look({ setAsideId })];
    return (await session.roundTrip('close a line set aside', texts, deadline))[1];
  });
  // Ours, be it from this try or from one whose answer was lost.
  const isOurs = readRows('line set aside', foundRow, rows)[0]?.closing === words;
  return { outcome: isOurs ? 'closed' : 'not-open' };
}
