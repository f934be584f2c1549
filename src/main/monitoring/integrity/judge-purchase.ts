import type { Admission, Admissions } from './admissions.ts';
import { type Found, found } from './found.ts';
import type { BookedPurchase } from './purchases.ts';

/** A ticket purchase can be counted, and what its own row says has an attempt behind it and was paid for. */
export function judgePurchase(purchase: BookedPurchase, admissions: Admissions): readonly Found[] {
  const { id, status, usedAt, usedGateId, hasTicket } = purchase;
  const about = { ticketPurchaseId: id, gateId: usedGateId, at: usedAt };
  const name = `Ticket purchase ${id}`;
  const own = admissions.get(id) ?? [];
  if (!hasTicket) {
    return [found('purchase-without-ticket', `${name} is of a ticket that is not in the database.`, about)];
  }
  if (status === 'unknown') {
    return [found('status-unknown', `${name} has a status that this program does not know.`, about)];
  }
  if (status === 'cancelled') {
    const words = `${name} is cancelled, and its row says that somebody came in on it.`;
    return own.length > 0 ? [] : [found('cancelled-used', words, about)];
  }
  return [
    ...(own.length > 0
      ? []
      : [found('used-without-attempt', `${name} is used, and no attempt admitted it.`, about)]),
    ...judgeGate(purchase, own),
    ...(purchase.isWalkIn && !purchase.isSold
      ? [found('unsold-walk-in-used', `Walk-in ${id} is used, and was never sold.`, about)]
      : []),
  ];
}

/** Its row names one of the gates that admitted it; the web version's names none. */
function judgeGate({ id, usedAt, usedGateId }: BookedPurchase, own: readonly Admission[]): readonly Found[] {
  const gateIds = [...new Set(own.map(({ gateId }) => gateId))];
  if (usedGateId === null || gateIds.length === 0 || gateIds.includes(usedGateId)) return [];
  const words = `Ticket purchase ${id} says that gate ${usedGateId} admitted it; its attempts say ${gateIds.join(', ')}.`;
  return [found('used-at-other-gate', words, { ticketPurchaseId: id, gateId: usedGateId, at: usedAt })];
}
