import type { SnapshotTicket } from './snapshot-types.ts';

/** An admission of this gate that the refresh has not brought back yet. */
type NotedAdmission = { readonly at: Date; readonly gateId: string; readonly notedAtMs: number };

/** What this gate admitted since the last refresh. */
export type NotedAdmissions = {
  readonly note: (ticketPurchaseId: number, at: Date, gateId: string) => void;
  /** A row was read: an admission that was noted before gives way to it. False where the row was read before the admission. */
  readonly giveWay: (ticketPurchaseId: number, readStartedAtMs: number) => boolean;
  /** The ticket as it is with what was noted. */
  readonly applyTo: (ticket: SnapshotTicket) => SnapshotTicket;
  /** Another database’s ids mean other ticket purchases. */
  readonly forget: () => void;
};

export function createNotedAdmissions(): NotedAdmissions {
  const noted = new Map<number, NotedAdmission>();
  return {
    note(ticketPurchaseId, at, gateId) {
      noted.set(ticketPurchaseId, { at, gateId, notedAtMs: performance.now() });
    },
    giveWay(ticketPurchaseId, readStartedAtMs) {
      const admission = noted.get(ticketPurchaseId);
      // It was read before this gate's admission was committed: the next refresh brings the truth.
      if (admission !== undefined && admission.notedAtMs >= readStartedAtMs) return false;
      noted.delete(ticketPurchaseId);
      return true;
    },
    applyTo(ticket) {
      const admission = noted.get(ticket.ticketPurchaseId);
      if (admission === undefined || ticket.status !== 'valid') return ticket;
      const usedGate = { id: admission.gateId, name: null };
      return { ...ticket, status: 'used', usedAt: admission.at, usedGate };
    },
    forget() {
      noted.clear();
    },
  };
}
