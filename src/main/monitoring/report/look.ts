import { classifyFailure } from '#main/database/failures.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import { BEGIN_LOOK, END_LOOK } from './statements.ts';

/** A round trip may take long over a slow line; a report has time. */
const STEP_LIMIT_MS = 30_000;

/** Asks, in one round trip; one result a statement. */
export type Ask = (name: string, statements: readonly string[]) => Promise<readonly unknown[]>;

/**
 * Looks at the database as it was at one moment, however many questions that takes and whatever is written meanwhile. Reads
 * only, and locks nothing.
 * @throws the driver's error or a TimeLimitError.
 */
export async function lookAtOnce<T>(pool: SessionPool, work: (ask: Ask) => Promise<T>): Promise<T> {
  const session = await pool.borrow(deadlineIn(STEP_LIMIT_MS));
  const ask: Ask = (name, statements) => session.roundTrip(name, statements, deadlineIn(STEP_LIMIT_MS));
  try {
    await ask('begin a look', BEGIN_LOOK);
    const result = await work(ask);
    await ask('end a look', [END_LOOK]);
    session.release();
    return result;
  } catch (error) {
    // A bug of ours leaves the transaction open as well: a session in doubt is cut.
    if (classifyFailure(error).kind === 'lost') session.discard();
    else await ask('end a look', [END_LOOK]).then(session.release, session.discard);
    throw error;
  }
}
