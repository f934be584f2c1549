import type { SessionPool } from '#main/database/session-pool.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import { classifyFailure } from '#main/database/failures.ts';

/** A person waits for it. */
const ASK_LIMIT_MS = 5_000;

/**
 * Asks the database something outside a transaction, in one round trip; one result a statement.
 * @throws the driver's error or a TimeLimitError.
 */
export async function ask(
  pool: SessionPool,
  name: string,
  statements: readonly string[],
): Promise<readonly unknown[]> {
  const deadline = deadlineIn(ASK_LIMIT_MS);
  const session = await pool.borrow(deadline);
  try {
    const results = await session.roundTrip(name, statements, deadline);
    session.release();
    return results;
  } catch (error) {
    if (classifyFailure(error).kind === 'lost') session.discard();
    else session.release();
    throw error;
  }
}
