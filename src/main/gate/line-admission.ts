import type { KnownTicketPurchase } from '#main/admission/known-ticket-purchase.ts';
import type { LogLine } from '#main/emergency/log/log-reading.ts';
import type { OwnAdmission } from './own-admissions.ts';

/** The admission that a line of the emergency log speaks of. */
export function admissionOf({ entry }: LogLine, known: KnownTicketPurchase | null): OwnAdmission {
  return {
    attemptId: entry.attemptId,
    codeDigest: entry.kind === 'attempt' ? entry.code.replace(/^sha256:/u, '') : null,
    ticketPurchaseId: entry.ticketPurchaseId,
    at: new Date(new Date(entry.doorTime).getTime() + (entry.clockOffsetMs ?? 0)),
    known,
  };
}
