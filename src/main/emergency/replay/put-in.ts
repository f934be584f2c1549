import type { Session } from '#main/database/session-pool.ts';
import type { Deadline } from '#main/database/time-limit.ts';
import { openBooks } from './books.ts';
import type { KnownAttempt, KnownTicketPurchase } from './known.ts';
import type { LineOutcome } from './outcome.ts';
import {
  type LockedTicketPurchase,
  readAdmissions,
  readAttempts,
  readConflicts,
  readLocked,
} from './records.ts';
import { planLocks } from './plan-locks.ts';
import type { ReplayLine } from './replay-line.ts';
import { BEGIN, COMMIT, ROLLBACK, findAdmissions, findAttempts, findConflictSides } from './statements.ts';
import { textsOf } from './texts.ts';

/** A ticket purchase that got another code while it was about to be locked: nothing was written, try again. */
export class CodeChangedError extends Error {
  override readonly name = 'CodeChangedError';
}

/**
 * Puts lines in, all in one transaction: lock their ticket purchases by the digests, in the digests' order; look their
 * attempt ids up; enter them; write and commit. Two round trips, one more for purchases that are named by their id and one
 * for those that are admitted twice.
 *
 * The session is left without a transaction, unless this throws.
 * @throws the driver's error, TimeLimitError, UnknownValueError or CodeChangedError.
 */
export async function putIn(
  session: Session,
  lines: readonly ReplayLine[],
  options: { readonly isUnverifiedAccepted: boolean; readonly deadline: Deadline },
): Promise<readonly LineOutcome[]> {
  const { deadline } = options;
  const plan = await planLocks(session, lines, deadline);
  const attemptIds = [...new Set(lines.map(({ attemptId }) => attemptId))];
  const results = await session.roundTrip(
    'lock and look up lines',
    [BEGIN, ...plan.locks, findAttempts({ attemptIds })],
    deadline,
  );
  const locked = results.slice(1, -1).flatMap(readLocked);
  const attempts = readAttempts(results.at(-1));
  if (plan.ids.some((id) => locked.every((purchase) => purchase.id !== id))) {
    throw new CodeChangedError('a ticket purchase got another code just now');
  }
  const twice = admittedTwice(locked, lines, attempts);
  const ticketPurchases = await withAdmissions(session, locked, twice, deadline);
  const books = openBooks({ attempts, ticketPurchases }, options);
  const outcomes = lines.map((line) => books.enter(line));
  const texts = textsOf(books.changes());
  await session.roundTrip('write lines', texts.length === 0 ? [ROLLBACK] : [...texts, COMMIT], deadline);
  return outcomes;
}

/** Those that will have been admitted more than once when these lines are in: only they need their other admissions. */
function admittedTwice(
  locked: readonly LockedTicketPurchase[],
  lines: readonly ReplayLine[],
  attempts: readonly KnownAttempt[],
): number[] {
  const recorded = new Set(
    attempts.filter(({ verdict }) => verdict === 'admitted').map(({ attemptId }) => attemptId),
  );
  const added = lines.filter(({ verdict, attemptId }) => verdict === 'admitted' && !recorded.has(attemptId));
  const byDigest = new Map(locked.map(({ id, codeDigest }) => [codeDigest?.toString('hex') ?? '', id]));
  const admissions = new Map<number, number>(
    locked.map(({ id, status }) => [id, status === 'used' ? 1 : 0] as const),
  );
  for (const line of added) {
    const id =
      line.basis === 'manual' ? line.ticketPurchaseId : byDigest.get(line.codeDigest.toString('hex'));
    if (id !== null && id !== undefined) admissions.set(id, (admissions.get(id) ?? 0) + 1);
  }
  return locked.filter(({ id }) => (admissions.get(id) ?? 0) > 1).map(({ id }) => id);
}

async function withAdmissions(
  session: Session,
  locked: readonly LockedTicketPurchase[],
  ids: readonly number[],
  deadline: Deadline,
): Promise<KnownTicketPurchase[]> {
  if (ids.length === 0) return locked.map((purchase) => ({ ...purchase, admissions: [], conflict: null }));
  const [admissionRows, sideRows] = await session.roundTrip(
    'look up admissions',
    [findAdmissions({ ids }), findConflictSides({ ids })],
    deadline,
  );
  const admissions = readAdmissions(admissionRows);
  const conflicts = readConflicts(sideRows);
  return locked.map((purchase) => ({
    ...purchase,
    admissions: admissions.get(purchase.id) ?? [],
    conflict: conflicts.get(purchase.id) ?? null,
  }));
}
