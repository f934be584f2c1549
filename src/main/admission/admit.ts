import type { Session } from '#main/database/session-pool.ts';
import type { Deadline } from '#main/database/time-limit.ts';
import { inWords, type VerdictInWords } from './answer.ts';
import { BadDataError, readRecords } from './records.ts';
import { judge } from './rules.ts';
import {
  BEGIN,
  COMMIT,
  ROLLBACK,
  describeTicketPurchase,
  findAttempt,
  insertAttempt,
  insertAttemptIfMarked,
  lockTicketPurchase,
  markUsed,
} from './statements.ts';

/** One attempt, as the transaction needs it. */
export type AdmissionRequest = {
  readonly attemptId: string;
  /** SHA-256 of the code's UTF-8 bytes. */
  readonly codeDigest: Buffer;
  readonly doorTime: Date;
  readonly concertId: number;
  readonly gateId: string;
  readonly operator: string;
};

/** The first round trip, which may have to wait for another gate. */
export const LOCK_STEP = 'lock and look up';

/** What one try came to: the verdict, and whether an earlier try of this attempt had recorded it already. */
export type TryResult = { readonly words: VerdictInWords; readonly isRecalled: boolean };

/** The row changed under our lock, which the server promises it can't: nothing was written, try again. */
export class BeltError extends Error {
  override readonly name = 'BeltError';
}

/** An attempt id that was recorded for another code: a caller's mistake, never to be answered with that verdict. */
export class AttemptIdReusedError extends Error {
  override readonly name = 'AttemptIdReusedError';
}

/**
 * One try of an attempt in one transaction and two round trips: lock the ticket purchase by its code and read what is
 * known; judge; write and commit. The order inside the first trip is the heart of it: the lock waits for whatever an
 * earlier try left on the server, so the look-up of the attempt id after it sees that try's outcome.
 *
 * The session is left without a transaction, unless this throws.
 * @throws the driver's error, TimeLimitError, BeltError, BadDataError or AttemptIdReusedError.
 */
export async function admit(
  session: Session,
  request: AdmissionRequest,
  progress: { readonly retries: number; readonly elapsedMs: () => number; readonly deadline: Deadline },
): Promise<TryResult> {
  const { attemptId, codeDigest } = request;
  const [, locked, recordedRows, described] = await session.roundTrip(
    LOCK_STEP,
    [
      BEGIN,
      lockTicketPurchase({ codeDigest }),
      findAttempt({ attemptId }),
      describeTicketPurchase({ codeDigest }),
    ],
    progress.deadline,
  );
  const { found, recorded } = readRecords({ locked, recorded: recordedRows, described });
  const known = found?.known ?? null;
  // The server's clock judges the entry times: a laptop with a wrong clock must not turn a crowd away.
  const now = found?.serverNow ?? request.doorTime;

  if (recorded !== null) {
    await session.roundTrip('let go', [ROLLBACK], progress.deadline);
    if (!recorded.code_digest.equals(codeDigest)) {
      throw new AttemptIdReusedError('this attempt id was recorded for another code');
    }
    return { words: inWords(recorded.verdict, known, now), isRecalled: true };
  }

  const words = inWords(judge(known, { concertId: request.concertId, now }), known, now);
  const row = {
    attemptId,
    ticketPurchaseId: known?.ticketPurchaseId ?? null,
    concertId: request.concertId,
    gateId: request.gateId,
    operator: request.operator,
    verdict: words.verdict,
    codeDigest,
    doorTime: request.doorTime,
    durationMs: Math.round(progress.elapsedMs()),
    retries: progress.retries,
  };
  if (words.verdict !== 'admitted') {
    await session.roundTrip('record refusal', [insertAttempt(row), COMMIT], progress.deadline);
    return { words, isRecalled: false };
  }
  const { ticketPurchaseId } = words.ticket;
  if (ticketPurchaseId === null) throw new BeltError('the rules let in a code without a ticket purchase');
  const mark = markUsed({
    id: ticketPurchaseId,
    usedGateId: request.gateId,
    usedBy: request.operator,
  });
  const results = await session.roundTrip(
    'record admission',
    [mark, insertAttemptIfMarked(row), COMMIT],
    progress.deadline,
  );
  if (affectedRows(results[0]) !== 1 || affectedRows(results[1]) !== 1) {
    throw new BeltError('the ticket purchase was no longer unused under its own lock');
  }
  return { words, isRecalled: false };
}

function affectedRows(result: unknown): number {
  const count = (result as { affectedRows?: unknown } | null)?.affectedRows;
  if (typeof count !== 'number') throw new BadDataError('the database answered a write without a count');
  return count;
}
