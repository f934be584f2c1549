import type { Answer, TicketDetails } from '#shared/attempt.ts';
import type { DecidedVerdict } from '#shared/verdict.ts';
import type { KnownTicketPurchase } from './known-ticket-purchase.ts';

/** What the volunteer is told, without the attempt's own particulars (id, times, retries), which the gate adds. */
type WithoutParticulars<A> = A extends unknown
  ? Omit<A, 'attemptId' | 'decidedBy' | 'doorTime' | 'durationMs' | 'retries' | 'isRecalled'>
  : never;
export type VerdictInWords = WithoutParticulars<Exclude<Answer, { verdict: 'undecided' }>>;

/** Puts a verdict together with what the volunteer is told of the ticket; `now` is by the clock that `usedAt` is by. */
export function inWords(
  verdict: DecidedVerdict,
  known: KnownTicketPurchase | null,
  now: Date,
): VerdictInWords {
  if (verdict === 'unknown-code' || known === null) return { verdict: 'unknown-code', reason: 'not-found' };
  const ticket = detailsOf(known);
  switch (verdict) {
    case 'admitted':
    case 'not-sold-yet':
    case 'cancelled':
      return { verdict, ticket };
    case 'already-admitted':
      return {
        verdict,
        ticket,
        admittedAt: isoOrNull(known.usedAt),
        admittedAtGate: known.usedGate,
        // A laptop's clock may be ahead of the server's: never "in 3 seconds".
        admittedAgoMs: known.usedAt === null ? null : Math.max(0, now.getTime() - known.usedAt.getTime()),
      };
    case 'other-concert':
      return {
        verdict,
        ticket,
        otherConcert: { title: known.concert.title, startsAt: isoOrNull(known.concert.startsAt) },
      };
    case 'not-open':
      return {
        verdict,
        ticket,
        entryOpensAt: isoOrNull(known.concert.entryOpensAt),
        entryClosesAt: isoOrNull(known.concert.entryClosesAt),
      };
  }
}

function detailsOf(known: KnownTicketPurchase): TicketDetails {
  const { ticketPurchaseId, holder, ticketKind, attentionNote } = known;
  return { ticketPurchaseId, holder, ticketKind, attentionNote };
}

function isoOrNull(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
