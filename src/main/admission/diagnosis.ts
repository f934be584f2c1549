import type { UndecidedCause } from '#shared/attempt.ts';
import { classifyFailure, TimeLimitError } from '#main/database/failures.ts';
import { LOCK_WAIT_S } from '#main/database/session-pool.ts';
import { originOf } from '#main/log/describe-error.ts';
import { AttemptIdReusedError, BeltError, LOCK_STEP } from './admit.ts';
import { BadDataError } from './records.ts';

/** Tries that the server broke off for the sake of another transaction. */
export type LockTrouble = { readonly deadlocks: number; readonly lockWaits: number };

export const NO_LOCK_TROUBLE: LockTrouble = { deadlocks: 0, lockWaits: 0 };

/** Finds out, over an attempt's tries, why it could not be decided. */
export type Diagnosis = {
  /** A try failed. */
  readonly note: (error: unknown) => 'try-again' | 'give-up';
  /** The cause, after the last try failed with `error`. */
  readonly causeOf: (error: unknown) => UndecidedCause;
  /** What the server has told us of locks. */
  readonly lockTrouble: () => LockTrouble;
};

/**
 * Begins one for an attempt. A wait for another gate's lock must never look like an outage, or this gate would decide on its
 * own what the other one is deciding: a server that has told us of a lock is there, and a wait that we broke off before the
 * server would have told us may have been one, unless an earlier try has met silence.
 */
export function beginDiagnosis(): Diagnosis {
  let lockTrouble = NO_LOCK_TROUBLE;
  let hasMetSilence = false;
  return {
    note(error) {
      if (error instanceof BeltError || isOwnAttempt(error)) return 'try-again';
      const failure = classifyFailure(error);
      if (failure.kind === 'conflict') lockTrouble = withOneMore(lockTrouble, failure.conflict);
      hasMetSilence ||= failure.kind === 'lost' && !mayHaveWaitedForLock(error);
      return failure.kind === 'final' ? 'give-up' : 'try-again';
    },
    causeOf(error) {
      if (error instanceof BadDataError) return 'bad-data';
      if (error instanceof AttemptIdReusedError) return 'attempt-id-reused';
      if (error instanceof BeltError || isOwnAttempt(error)) return 'busy';
      if (
        error instanceof TimeLimitError &&
        (lockTrouble !== NO_LOCK_TROUBLE || (mayHaveWaitedForLock(error) && !hasMetSilence))
      )
        return 'busy';
      return classifyFailure(error).cause;
    },
    lockTrouble: () => lockTrouble,
  };
}

function withOneMore({ deadlocks, lockWaits }: LockTrouble, conflict: 'deadlock' | 'lock-wait'): LockTrouble {
  return conflict === 'deadlock'
    ? { deadlocks: deadlocks + 1, lockWaits }
    : { deadlocks, lockWaits: lockWaits + 1 };
}

/**
 * The attempt's own row was there after all (1062): an earlier try, cut off at an unknown code where there is no row to
 * lock, was committed in between. The next try finds it.
 */
function isOwnAttempt(error: unknown): boolean {
  return originOf(error).errno === 1062;
}

function mayHaveWaitedForLock(error: unknown): boolean {
  return error instanceof TimeLimitError && error.step === LOCK_STEP && error.limitMs <= LOCK_WAIT_S * 1_000;
}
