import type { KnownTicketPurchase } from '#main/admission/known-ticket-purchase.ts';

/** An admission of this gate's. */
export type OwnAdmission = {
  readonly attemptId: string;
  /** SHA-256 of the code as hex; null for an entry that was written by hand. */
  readonly codeDigest: string | null;
  readonly ticketPurchaseId: number | null;
  /** By the database's clock, as far as it was measured. */
  readonly at: Date;
  /** What was known of the ticket purchase; null where only the log speaks of it. */
  readonly known: KnownTicketPurchase | null;
};

/** The ticket purchase in question; either may be null. */
type TicketMarks = Pick<OwnAdmission, 'codeDigest' | 'ticketPurchaseId'>;

/**
 * What this gate has admitted and its snapshot does not show yet. Those that the database does not know either are pending:
 * a code of theirs must not be asked of the database, which would let it in again.
 */
export type OwnAdmissions = {
  /** An admission that stands in the emergency log only. */
  readonly notePending: (admission: OwnAdmission) => void;
  /** An admission that the database has committed. */
  readonly noteCommitted: (admission: OwnAdmission) => void;
  /** The line of a pending admission has gone into the database. */
  readonly noteReplayed: (attemptId: string) => void;
  /** A refresh that began at `beganAtMs` (by `performance.now()`) has ended: what was committed before, the snapshot shows. */
  readonly noteRefreshed: (beganAtMs: number) => void;
  /** The admission was of another database: it counts for nothing here. */
  readonly forget: (attemptId: string) => void;
  readonly find: (marks: TicketMarks) => OwnAdmission | null;
  readonly findPending: (marks: TicketMarks) => OwnAdmission | null;
};

type Kept = { readonly admission: OwnAdmission; readonly committedAtMs: number | null };

/** Starts with none. */
export function createOwnAdmissions(monotonicMs: () => number = () => performance.now()): OwnAdmissions {
  /** By attempt id, oldest first; a few at a time, because the snapshot takes them over. */
  const kept = new Map<string, Kept>();

  function find(marks: TicketMarks, isWanted: (one: Kept) => boolean): OwnAdmission | null {
    for (const one of kept.values()) {
      if (isWanted(one) && isOf(marks, one.admission)) return one.admission;
    }
    return null;
  }

  return {
    notePending: (admission) => void kept.set(admission.attemptId, { admission, committedAtMs: null }),
    noteCommitted: (admission) =>
      void kept.set(admission.attemptId, { admission, committedAtMs: monotonicMs() }),
    noteReplayed(attemptId) {
      const one = kept.get(attemptId);
      if (one !== undefined) kept.set(attemptId, { ...one, committedAtMs: monotonicMs() });
    },
    noteRefreshed(beganAtMs) {
      for (const [attemptId, { committedAtMs }] of kept) {
        if (committedAtMs !== null && committedAtMs < beganAtMs) kept.delete(attemptId);
      }
    },
    forget: (attemptId) => void kept.delete(attemptId),
    find: (marks) => find(marks, () => true),
    findPending: (marks) => find(marks, ({ committedAtMs }) => committedAtMs === null),
  };
}

function isOf(marks: TicketMarks, admission: OwnAdmission): boolean {
  return (
    (marks.codeDigest !== null && marks.codeDigest === admission.codeDigest) ||
    (marks.ticketPurchaseId !== null && marks.ticketPurchaseId === admission.ticketPurchaseId)
  );
}
