import type { UndecidedCause } from '#shared/attempt.ts';
import type { DecidedVerdict } from '#shared/verdict.ts';
import type { KnownTicketPurchase } from '#main/admission/known-ticket-purchase.ts';
import { judge } from '#main/admission/rules.ts';
import type { SnapshotTicket } from '#main/emergency/snapshot/snapshot-types.ts';
import type { ForeseenTicket } from './gate-type.ts';
import type { GateClock } from './gate-clock.ts';
import type { OwnAdmission, OwnAdmissions } from './own-admissions.ts';
import type { Place } from './place.ts';

/**
 * What a gate on its own knows of a ticket purchase: its snapshot, and over it what it has admitted itself since. Null for a
 * code that neither knows.
 */
export function knownHere(
  ticket: SnapshotTicket | null,
  own: OwnAdmission | null,
  place: Place,
): KnownTicketPurchase | null {
  const known = ticket ?? own?.known ?? null;
  if (own === null) return known;
  // A ticket that was cancelled since says so, as it would with the database.
  if (known !== null && known.status !== 'valid') return known;
  return {
    ...(known ?? unnamed(own, place)),
    status: 'used',
    usedAt: own.at,
    usedGate: { id: place.gateId, name: place.gateName },
  };
}

/** A ticket purchase of which this gate knows only that it let somebody in: the lead did, or its row has gone since. */
export function unnamed(own: Pick<OwnAdmission, 'ticketPurchaseId'>, place: Place): KnownTicketPurchase {
  return {
    ticketPurchaseId: own.ticketPurchaseId,
    status: 'valid',
    isWalkIn: false,
    isSold: false,
    usedAt: null,
    usedGate: null,
    holder: { name: null, kind: 'guest' },
    ticketKind: null,
    attentionNote: null,
    concert: place.concert,
  };
}

/** What a scan of this guest's ticket would come to now: for the lead's search. */
export function foresee(
  guest: ForeseenTicket,
  own: OwnAdmissions,
  place: Place | UndecidedCause,
  now: Date,
): DecidedVerdict {
  const { ticketPurchaseId } = guest;
  const isOurs = own.find({ codeDigest: null, ticketPurchaseId }) !== null;
  const status = isOurs && guest.status === 'valid' ? 'used' : guest.status;
  // Without a concert there are no entry times to judge by.
  const concert =
    typeof place === 'string' ? { id: 0, entryOpensAt: null, entryClosesAt: null } : place.concert;
  return judge({ ...guest, status, concert }, { concertId: concert.id, now });
}

/**
 * True for a ticket that the snapshot shows used by the very attempt in question: its answer was lost, and a refresh brought
 * its commit to this laptop before the gate had to decide on its own. Not "already admitted": this is the guest.
 */
export function isUsedBy(
  attempt: { readonly attemptId: string; readonly gateId: string },
  ticket: SnapshotTicket,
  clock: GateClock,
): boolean {
  if (ticket.status !== 'used' || ticket.usedAt === null || ticket.usedGate?.id !== attempt.gateId)
    return false;
  const measured = clock.measurement();
  const uncertaintyMs = measured?.uncertaintyMs ?? 0;
  // The clock may have been set since the id was made. In doubt it was somebody else: the database will tell, under this id.
  if (uncertaintyMs > TOO_UNCERTAIN_MS) return false;
  const begunAtMs = madeAtMs(attempt.attemptId) + (measured?.offsetMs ?? 0) - uncertaintyMs;
  return ticket.usedAt.getTime() >= begunAtMs;
}

/** Several times what a slow network makes of a measurement, and less than anybody sets a clock by. */
const TOO_UNCERTAIN_MS = 5_000;

/** When an attempt's id was made, by this laptop's clock: a UUID v7 begins with it. */
function madeAtMs(attemptId: string): number {
  return Number.parseInt(attemptId.replaceAll('-', '').slice(0, 12), 16);
}
