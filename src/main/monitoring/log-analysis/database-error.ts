import type { UndecidedCause } from '#shared/attempt.ts';
import { classifyFailure, TimeLimitError } from '#main/database/failures.ts';
import type { LogEntry } from './log-entry.ts';

/** What a line says of a failure of the database's. */
export type LoggedFailure = {
  readonly kind: 'deadlock' | 'lock-wait' | 'other';
  readonly cause: UndecidedCause;
  readonly errorCode: string | null;
  readonly errno: number | null;
};

const LOCK_WAIT_ERRNO = 1205;

/** Classifies the failure that `describeError` wrote into a line's fields, in the same way as the gate did. */
export function failureOf({ fields }: Pick<LogEntry, 'fields'>): LoggedFailure {
  const errno = typeof fields['errno'] === 'number' ? fields['errno'] : null;
  const errorCode = typeof fields['errorCode'] === 'string' ? fields['errorCode'] : null;
  const { kind, cause } = classifyFailure(errorOf(fields, errno, errorCode));
  if (kind !== 'conflict') return { kind: 'other', cause, errorCode, errno };
  return { kind: errno === LOCK_WAIT_ERRNO ? 'lock-wait' : 'deadlock', cause, errorCode, errno };
}

function errorOf(fields: LogEntry['fields'], errno: number | null, errorCode: string | null): Error {
  if (fields['error'] === TimeLimitError.name) return new TimeLimitError('a step', 0);
  const { message, sqlState } = fields;
  return Object.assign(new Error(typeof message === 'string' ? message : ''), {
    ...(errorCode === null ? {} : { code: errorCode }),
    ...(errno === null ? {} : { errno }),
    ...(typeof sqlState === 'string' ? { sqlState } : {}),
  });
}
