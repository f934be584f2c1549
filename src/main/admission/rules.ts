import type { DecidedVerdict } from '#shared/verdict.ts';

/**
 * The rules of the mission, and nothing else: no clock, no database, no words. The same function judges from the database
 * and from a gate's snapshot, so that a gate on its own decides as it would have decided with everybody.
 */

/** What is known of the ticket purchase that a code belongs to. */
export type TicketPurchaseFacts = {
  readonly concertId: number;
  readonly status: 'valid' | 'used' | 'cancelled';
  readonly isWalkIn: boolean;
  readonly isSold: boolean;
  /** The entry times of the ticket's concert; null on a side that has no limit. */
  readonly entryOpensAt: Date | null;
  readonly entryClosesAt: Date | null;
};

/** The gate's side of the question. */
export type GateFacts = {
  readonly concertId: number;
  /** Now, by the most trustworthy clock there is: the server's, or the laptop's with its measured offset. */
  readonly now: Date;
};

/**
 * Judges one attempt. The order matters where several things are wrong: the most useful one to hear at the door comes
 * first (the wrong night before anything else, a void ticket before its use).
 */
export function judge(ticket: TicketPurchaseFacts | null, gate: GateFacts): DecidedVerdict {
  if (ticket === null) return 'unknown-code';
  if (ticket.concertId !== gate.concertId) return 'other-concert';
  if (ticket.status === 'cancelled') return 'cancelled';
  if (ticket.status === 'used') return 'already-admitted';
  if (ticket.isWalkIn && !ticket.isSold) return 'not-sold-yet';
  if (ticket.entryOpensAt !== null && gate.now < ticket.entryOpensAt) return 'not-open';
  if (ticket.entryClosesAt !== null && gate.now >= ticket.entryClosesAt) return 'not-open';
  return 'admitted';
}
