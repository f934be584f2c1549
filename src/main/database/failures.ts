import type { UndecidedCause } from '#shared/attempt.ts';
import { originOf } from '#main/log/describe-error.ts';

/**
 * What a failed statement means for an attempt:
 * - `conflict`: the server undid the transaction, or told us to (deadlock, lock wait); another try may well work.
 * - `lost`: we don't know what the server did; the session must not be used again.
 * - `final`: another try would meet the same.
 */
export type Failure =
  | {
      readonly kind: 'conflict';
      readonly cause: UndecidedCause;
      /** Undone for the sake of another transaction, or told that another one has held the row for too long. */
      readonly conflict: 'deadlock' | 'lock-wait';
    }
  | { readonly kind: 'lost'; readonly cause: UndecidedCause }
  | { readonly kind: 'final'; readonly cause: UndecidedCause };

/** Server error numbers (MySQL 9.7 and MariaDB 10.11 error references, and what was seen of Galera). */
const ERRNO_CAUSES: Readonly<Record<number, Failure>> = {
  // Deadlock; MariaDB's "record has changed since last read"; lock wait timeout.
  1213: { kind: 'conflict', cause: 'busy', conflict: 'deadlock' },
  1020: { kind: 'conflict', cause: 'busy', conflict: 'deadlock' },
  1205: { kind: 'conflict', cause: 'busy', conflict: 'lock-wait' },
  // The session was killed or the server is going down: the next statement needs a new one.
  1053: { kind: 'lost', cause: 'database-unreachable' },
  1077: { kind: 'lost', cause: 'database-unreachable' },
  1152: { kind: 'lost', cause: 'database-unreachable' },
  1158: { kind: 'lost', cause: 'database-unreachable' },
  1159: { kind: 'lost', cause: 'database-unreachable' },
  1160: { kind: 'lost', cause: 'database-unreachable' },
  1161: { kind: 'lost', cause: 'database-unreachable' },
  1317: { kind: 'lost', cause: 'no-answer-in-time' },
  1927: { kind: 'lost', cause: 'database-unreachable' },
  2006: { kind: 'lost', cause: 'database-unreachable' },
  2013: { kind: 'lost', cause: 'database-unreachable' },
  4031: { kind: 'lost', cause: 'database-unreachable' },
  1040: { kind: 'final', cause: 'too-many-connections' },
  1203: { kind: 'final', cause: 'too-many-connections' },
  1226: { kind: 'final', cause: 'too-many-connections' },
  1044: { kind: 'final', cause: 'access-denied' },
  1045: { kind: 'final', cause: 'access-denied' },
  // The host was blocked after too many broken connections (a bad network's doing), until FLUSH HOSTS.
  1129: { kind: 'final', cause: 'access-denied' },
  1130: { kind: 'final', cause: 'access-denied' },
  1142: { kind: 'final', cause: 'access-denied' },
  1143: { kind: 'final', cause: 'access-denied' },
  1698: { kind: 'final', cause: 'access-denied' },
  3118: { kind: 'final', cause: 'access-denied' },
  4151: { kind: 'final', cause: 'access-denied' },
  1820: { kind: 'final', cause: 'password-expired' },
  1862: { kind: 'final', cause: 'password-expired' },
  1290: { kind: 'final', cause: 'read-only' },
  1792: { kind: 'final', cause: 'read-only' },
  1836: { kind: 'final', cause: 'read-only' },
  1021: { kind: 'final', cause: 'disk-full' },
  1114: { kind: 'final', cause: 'disk-full' },
  1026: { kind: 'final', cause: 'disk-full' },
  1030: { kind: 'final', cause: 'disk-full' },
  3950: { kind: 'final', cause: 'disk-full' },
  1047: { kind: 'final', cause: 'no-quorum' },
  1049: { kind: 'final', cause: 'no-such-database' },
  1054: { kind: 'final', cause: 'not-migrated' },
  1146: { kind: 'final', cause: 'not-migrated' },
};

/** Codes of the driver and of the operating system that mean "this session is gone". */
const LOST_CODES: ReadonlySet<string> = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'PROTOCOL_PACKETS_OUT_OF_ORDER',
  'PROTOCOL_UNEXPECTED_PACKET',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);

/** Raised by us when the time for a step ran out: nothing is known of what the server did. */
export class TimeLimitError extends Error {
  override readonly name = 'TimeLimitError';
  readonly step: string;
  readonly limitMs: number;

  constructor(step: string, limitMs: number) {
    super(`${step} took longer than ${limitMs} ms`);
    this.step = step;
    this.limitMs = limitMs;
  }
}

/** Sorts an error of a statement or of a connection. */
export function classifyFailure(error: unknown): Failure {
  if (error instanceof TimeLimitError) return { kind: 'lost', cause: 'no-answer-in-time' };
  const { code, errno, sqlState } = originOf(error);
  if (code !== undefined && LOST_CODES.has(code)) return { kind: 'lost', cause: 'database-unreachable' };
  const known = errno === undefined ? undefined : ERRNO_CAUSES[errno];
  if (known !== undefined) return known;
  if (sqlState === '40001') return { kind: 'conflict', cause: 'busy', conflict: 'deadlock' };
  if (error instanceof Error && error.message === 'Queue limit reached.') {
    return { kind: 'final', cause: 'too-many-connections' };
  }
  // After a KILL the driver's next error has neither code nor number: what the session did is unknown.
  if (error instanceof Error && isConnectionMessage(error.message)) {
    return { kind: 'lost', cause: 'database-unreachable' };
  }
  return { kind: 'final', cause: 'unexpected' };
}

function isConnectionMessage(message: string): boolean {
  return /connection is in closed state|connection lost|pool is closed|connection.*(killed|closed)/iu.test(
    message,
  );
}
