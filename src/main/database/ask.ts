import { classifyFailure } from './failures.ts';
import type { SessionPool } from './session-pool.ts';
import { deadlineIn } from './time-limit.ts';

/** A person waits for it. */
const PATIENCE_MS = 5_000;

/**
 * Asks the database something outside a transaction, in one round trip; one result a statement. `limitMs` covers getting a
 * session too. A session whose state is in doubt afterwards is cut.
 * @throws the driver's error or a TimeLimitError.
 */
export async function ask(
  pool: SessionPool,
  name: string,
  statements: readonly string[],
  limitMs = PATIENCE_MS,
): Promise<readonly unknown[]> {
  const deadline = deadlineIn(limitMs);
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
