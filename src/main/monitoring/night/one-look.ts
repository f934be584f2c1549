import type { SessionPool } from '#main/database/session-pool.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import { BEGIN_LOOK, END_LOOK } from './statements.ts';

/** A look must not hang: the next one comes in two seconds, and what it asks takes milliseconds. */
const LOOK_LIMIT_MS = 5_000;

/**
 * Asks all of a look's questions in one round trip and at one moment; one result a question. A session that failed in the middle has a
 * transaction open, and is cut.
 * @throws the driver's error or a TimeLimitError.
 */
export async function lookOnce(
  pool: SessionPool,
  name: string,
  questions: readonly string[],
): Promise<readonly unknown[]> {
  const deadline = deadlineIn(LOOK_LIMIT_MS);
  const session = await pool.borrow(deadline);
  try {
    const results = await session.roundTrip(name, [...BEGIN_LOOK, ...questions, END_LOOK], deadline);
    session.release();
    return results.slice(BEGIN_LOOK.length, -1);
  } catch (error) {
    session.discard();
    throw error;
  }
}
