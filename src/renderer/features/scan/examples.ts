import type { Answer, TicketDetails } from '#shared/attempt.ts';
import type { ReadAttempt } from './scan-state.ts';

/** Attempts and answers for tests. */

const DOOR_TIME = '2026-03-07T18:30:00.000Z';

/** The `number`th attempt id. */
export function attemptIdNumber(number: number): string {
  return `019b0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

/** An attempt on `code`, read at `readAtMs`. */
export function exampleAttempt(number: number, code: string, readAtMs: number): ReadAttempt {
  return { attemptId: attemptIdNumber(number), code, doorTime: DOOR_TIME, source: 'camera', readAtMs };
}

const ticket: TicketDetails = {
  ticketPurchaseId: 1,
  holder: { name: 'Ada Example', kind: 'student' },
  ticketKind: 'Balcony',
  attentionNote: null,
};

/** An answer to the attempt with this id. */
export function exampleAnswer(
  attemptId: string,
  verdict: 'admitted' | 'cancelled' | 'undecided' = 'admitted',
): Answer {
  const base = {
    attemptId,
    decidedBy: 'database',
    doorTime: DOOR_TIME,
    durationMs: 5,
    retries: 0,
    isRecalled: false,
  } as const;
  return verdict === 'undecided' ? { ...base, verdict, cause: 'busy' } : { ...base, verdict, ticket };
}
