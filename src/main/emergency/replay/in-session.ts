import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { classifyFailure } from '#main/database/failures.ts';
import type { Session, SessionPool } from '#main/database/session-pool.ts';
import type { Deadline } from '#main/database/time-limit.ts';
import { remainingMs } from '#main/database/time-limit.ts';
import { describeError, originOf } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { CodeChangedError } from './put-in.ts';
import { ROLLBACK } from './statements.ts';

/** Tries in all: other gates' scans make a replay step back now and then, and it has more time than a guest. */
const MAX_TRIES = 5;
const BACKOFF = { initialDelay: 15, maxDelay: 400 } as const;

/**
 * Does `work` on a session of its own, and again after a deadlock, a lock wait or a lost session. It must be safe to repeat.
 * @throws what the last try threw.
 */
export async function inSession<T>(
  pool: SessionPool,
  options: {
    readonly deadline: Deadline;
    readonly log: Logger;
    /** No further try after this. */
    readonly signal?: AbortSignal | undefined;
  },
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const policy = retry(
    handleWhen(
      (error) =>
        isWorthAnotherTry(error) && remainingMs(options.deadline) > 0 && options.signal?.aborted !== true,
    ),
    { maxAttempts: MAX_TRIES - 1, backoff: new ExponentialBackoff(BACKOFF) },
  );
  return await policy.execute(async () => {
    const session = await pool.borrow(options.deadline);
    try {
      const result = await work(session);
      session.release();
      return result;
    } catch (error) {
      options.log.warn('A transaction failed', { ...describeError(error) });
      // Keep the first error: a failing ROLLBACK would only say that the session is gone too.
      if (classifyFailure(error).kind === 'lost') session.discard();
      else {
        await session
          .roundTrip('roll back', [ROLLBACK], options.deadline)
          .then(session.release, session.discard);
      }
      throw error;
    }
  });
}

/**
 * True for an error that another try may well not meet. What took too long (a lock's wait, 1205, too) will most likely take
 * too long again, and meanwhile a batch holds the locks of many tickets: fewer lines must try.
 */
function isWorthAnotherTry(error: unknown): boolean {
  if (isStepBack(error)) return originOf(error).errno !== 1205;
  const { kind, cause } = classifyFailure(error);
  return kind === 'lost' && cause !== 'no-answer-in-time';
}

/** True where nothing is wrong with the database or the lines: somebody else was at the same rows. */
export function isStepBack(error: unknown): boolean {
  return (
    error instanceof CodeChangedError || isDoubleKey(error) || classifyFailure(error).kind === 'conflict'
  );
}

/** A row was there after all (1062): another replay of the same line was faster. The next try finds it. */
function isDoubleKey(error: unknown): boolean {
  return originOf(error).errno === 1062;
}
