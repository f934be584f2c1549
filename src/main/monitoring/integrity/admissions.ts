import { timeAtDoor, type BookedAttempt } from './attempts.ts';
import { type Found, found } from './found.ts';
import type { BookedConflict } from './surroundings.ts';

/** One admission, as far as the rules about who came in need it. */
export type Admission = Pick<BookedAttempt, 'attemptId' | 'gateId' | 'concertId' | 'purchase'> & {
  readonly at: Date;
};

/** Admissions by ticket purchase. */
export type Admissions = ReadonlyMap<number, readonly Admission[]>;

/** Collects them, page after page. */
export function collectAdmissions(into: Map<number, Admission[]>, page: readonly BookedAttempt[]): void {
  for (const attempt of page) {
    if (attempt.verdict !== 'admitted' || attempt.ticketPurchaseId === null) continue;
    const { attemptId, gateId, concertId, purchase, ticketPurchaseId } = attempt;
    const admission = { attemptId, gateId, concertId, purchase, at: timeAtDoor(attempt) };
    const others = into.get(ticketPurchaseId);
    if (others === undefined) into.set(ticketPurchaseId, [admission]);
    else others.push(admission);
  }
}

/** An attempt names a ticket purchase that there is, and the rules admit nobody without one, nor by another's code. */
export function judgePurchaseOf(attempt: BookedAttempt): readonly Found[] {
  const { attemptId, gateId, ticketPurchaseId, verdict, basis, logLine } = attempt;
  const about = { attemptId, gateId, ticketPurchaseId, logLine, at: timeAtDoor(attempt) };
  const rule = 'attempt-without-purchase';
  if (ticketPurchaseId !== null) {
    const name = `ticket purchase ${ticketPurchaseId}`;
    if (attempt.purchase === null) {
      return [found(rule, `It names ${name}, which is not in the database, or whose ticket is not.`, about)];
    }
    const isOwnCode = attempt.purchase.codeDigest?.equals(attempt.codeDigest) ?? false;
    if (isOwnCode || verdict !== 'admitted' || basis !== 'rules') return [];
    const words = `It admitted ${name}, which has another code than the one that was scanned; a code that was changed since shows like this too.`;
    return [found('admitted-by-other-code', words, about)];
  }
  if (verdict !== 'admitted' || basis !== 'rules') return [];
  return [found(rule, 'The rules admitted it, and it names no ticket purchase.', about)];
}

/** The ticket purchase of an admission is used, and of the gate's concert. */
export function judgeAdmissions(admissions: Admissions): readonly Found[] {
  return [...admissions].flatMap(([ticketPurchaseId, all]) =>
    all.flatMap(({ attemptId, gateId, at, concertId, purchase }) => {
      if (purchase === null) return [];
      const about = { ticketPurchaseId, attemptId, gateId, at };
      const name = `Ticket purchase ${ticketPurchaseId}`;
      return [
        ...(purchase.status === 'valid'
          ? [found('attempt-without-used', `${name} was admitted, and counts as not arrived.`, about)]
          : []),
        ...(purchase.status === 'cancelled'
          ? [found('cancelled-used', `${name} was admitted, and is cancelled.`, about)]
          : []),
        ...(concertId !== null && concertId !== purchase.concertId
          ? [
              found(
                'other-concert-admitted',
                `${name} is for concert ${purchase.concertId}, and was admitted to concert ${concertId}.`,
                about,
              ),
            ]
          : []),
      ];
    }),
  );
}

/** More than one admission of a ticket purchase is a conflict, every side of it named, and a person has closed it. */
export function judgeConflicts(
  admissions: Admissions,
  conflicts: readonly BookedConflict[],
): readonly Found[] {
  const byPurchase = new Map(conflicts.map((conflict) => [conflict.ticketPurchaseId, conflict]));
  const unnamed = [...admissions].flatMap(([ticketPurchaseId, all]) => {
    if (all.length < 2) return [];
    const named = new Set(byPurchase.get(ticketPurchaseId)?.sides.map(({ attemptId }) => attemptId));
    const missing = all.filter(({ attemptId }) => !named.has(attemptId));
    const [first] = missing;
    if (first === undefined) return [];
    const gates = [...new Set(all.map(({ gateId }) => gateId))].join(', ');
    const how =
      named.size === 0
        ? 'there is no conflict for it'
        : `its conflict does not name ${missing.map(({ attemptId }) => attemptId).join(', ')}`;
    const words = `Ticket purchase ${ticketPurchaseId} was admitted ${all.length} times (at ${gates}), and ${how}.`;
    const { attemptId, gateId, at } = first;
    return [found('used-with-many-attempts', words, { ticketPurchaseId, attemptId, gateId, at })];
  });
  return [...unnamed, ...conflicts.flatMap((conflict) => judgeConflict(conflict, admissions))];
}

function judgeConflict(conflict: BookedConflict, admissions: Admissions): readonly Found[] {
  const { conflictId, ticketPurchaseId, sides, isClosed, openedAt } = conflict;
  const admitted = new Set(admissions.get(ticketPurchaseId)?.map(({ attemptId }) => attemptId));
  const name = `Conflict ${conflictId} of ticket purchase ${ticketPurchaseId}`;
  const about = { ticketPurchaseId, at: openedAt };
  return [
    ...(isClosed ? [] : [found('conflict-open', `${name} (${sides.length} admissions) is open.`, about)]),
    ...(sides.length < 2
      ? [
          found(
            'conflict-without-admission',
            `${name} has ${sides.length === 0 ? 'no sides' : 'one side only'}.`,
            about,
          ),
        ]
      : []),
    ...sides.flatMap(({ attemptId, gateId }) =>
      attemptId === null || admitted.has(attemptId)
        ? []
        : [
            found('conflict-without-admission', `${name} names an attempt that admitted nobody.`, {
              ...about,
              attemptId,
              gateId,
            }),
          ],
    ),
  ];
}
