import type { DecidedVerdict } from '#shared/verdict.ts';
import type { KnownTicketPurchase } from './known-ticket-purchase.ts';

/**
 * The rules of the mission, and nothing else: no clock, no database, no words. The same function judges from the database
 * and from a gate's snapshot, so that a gate on its own decides as it would have decided with everybody.
 */

/** What the rules look at. */
export type TicketPurchaseFacts = Pick<KnownTicketPurchase, 'status' | 'isWalkIn' | 'isSold'> & {
  readonly concert: Pick<KnownTicketPurchase['concert'], 'id' | 'entryOpensAt' | 'entryClosesAt'>;
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
  const { entryOpensAt, entryClosesAt } = ticket.concert;
  if (ticket.concert.id !== gate.concertId) return 'other-concert';
  if (ticket.status === 'cancelled') return 'cancelled';
  if (ticket.status === 'used') return 'already-admitted';
  if (ticket.isWalkIn && !ticket.isSold) return 'not-sold-yet';
  if (entryOpensAt !== null && gate.now < entryOpensAt) return 'not-open';
  if (entryClosesAt !== null && gate.now >= entryClosesAt) return 'not-open';
  return 'admitted';
}
