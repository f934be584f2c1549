import type { DecidedVerdict } from '#shared/verdict.ts';
import type { Side } from './side.ts';

/** What the database knows under the locks of one transaction. */

/** An attempt that is on record. */
export type KnownAttempt = {
  readonly attemptId: string;
  readonly codeDigest: Buffer;
  readonly verdict: DecidedVerdict;
  readonly decidedBy: 'database' | 'emergency';
  /** As the gate said it: of the presentation whose verdict this is. */
  readonly doorTime: Date;
};

/** Who came in, and when, as the ticket purchase's own row says it. */
export type Use = {
  readonly usedAt: Date | null;
  readonly usedGateId: string | null;
  readonly usedBy: string | null;
};

/** A locked ticket purchase. */
export type KnownTicketPurchase = Use & {
  readonly id: number;
  /** Null for one without a code. */
  readonly codeDigest: Buffer | null;
  readonly status: 'valid' | 'used' | 'cancelled';
  /** Every attempt that was admitted with it. */
  readonly admissions: readonly Side[];
  readonly conflict: KnownConflict | null;
};

/** Its conflict, if it has one. */
export type KnownConflict = {
  readonly isClosed: boolean;
  readonly sides: readonly Side[];
};

export type Known = {
  readonly attempts: readonly KnownAttempt[];
  readonly ticketPurchases: readonly KnownTicketPurchase[];
};
