import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import type { UndecidedCause } from '#shared/attempt.ts';
import { classifyFailure } from '#main/database/failures.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { type Deadline, remainingMs } from '#main/database/time-limit.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { admit, type AdmissionRequest, type TryResult } from './admit.ts';
import type { VerdictInWords } from './answer.ts';
import { beginDiagnosis, type LockTrouble } from './diagnosis.ts';
import { ROLLBACK } from './statements.ts';

/** What an attempt came to after all its tries. */
export type Decision = {
  readonly retries: number;
  /** Of all its tries, the last one included. */
  readonly lockTrouble: LockTrouble;
} & (
  | { readonly kind: 'decided'; readonly words: VerdictInWords; readonly isRecalled: boolean }
  /** Nobody knows, not even we: it may have been committed. The same attempt id must be used when it is asked again. */
  | { readonly kind: 'undecided'; readonly cause: UndecidedCause }
);

/** Tries in all: the first and two more (the seed's number). */
const MAX_TRIES = 3;

/** Short, because the server's own waits (a deadlock's loser, a restart) are what takes the time; jittered by the library. */
const BACKOFF = { initialDelay: 15, maxDelay: 250 } as const;

/**
 * Decides an attempt on the database: tries, and tries again under the same attempt id on deadlock, lock wait and a lost
 * session, within one deadline. Never throws: what can't be decided is `undecided` with its cause, and logged.
 */
export async function decide(
  pool: SessionPool,
  request: AdmissionRequest,
  options: { readonly deadline: Deadline; readonly log: Logger },
): Promise<Decision> {
  const startedAt = performance.now();
  const { deadline } = options;
  let retries = 0;
  const diagnosis = beginDiagnosis();
  const isWorthAnotherTry = (error: unknown): boolean => {
    const step = diagnosis.note(error);
    options.log.warn('A try failed', {
      attemptId: request.attemptId,
      retries,
      step,
      ...describeError(error),
    });
    return step === 'try-again' && remainingMs(deadline) > 0;
  };
  const policy = retry(handleWhen(isWorthAnotherTry), {
    maxAttempts: MAX_TRIES - 1,
    backoff: new ExponentialBackoff(BACKOFF),
  });
  try {
    const result = await policy.execute(async ({ attempt }) => {
      retries = attempt;
      return await tryOnce(pool, request, {
        retries,
        elapsedMs: () => performance.now() - startedAt,
        deadline,
      });
    });
    return { kind: 'decided', ...result, retries, lockTrouble: diagnosis.lockTrouble() };
  } catch (error) {
    const cause = diagnosis.causeOf(error);
    options.log.error('An attempt is undecided', {
      attemptId: request.attemptId,
      cause,
      retries,
      ...describeError(error),
    });
    return { kind: 'undecided', cause, retries, lockTrouble: diagnosis.lockTrouble() };
  }
}

async function tryOnce(
  pool: SessionPool,
  request: AdmissionRequest,
  progress: Parameters<typeof admit>[2],
): Promise<TryResult> {
  const session = await pool.borrow(progress.deadline);
  try {
    const result = await admit(session, request, progress);
    session.release();
    return result;
  } catch (error) {
    // Keep the first error: a failing ROLLBACK would only say that the session is gone too.
    if (classifyFailure(error).kind === 'lost') session.discard();
    else {
      await session
        .roundTrip('roll back', [ROLLBACK], progress.deadline)
        .then(session.release, session.discard);
    }
    throw error;
  }
}
