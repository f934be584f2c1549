import type { TicketDetails } from '#shared/attempt.ts';

/**
 * All that is known of the ticket purchase that a code belongs to: what the rules judge and what the volunteer is told. The
 * transaction fills it from the locked row, a gate on its own from its snapshot and its own decisions; whatever judges or
 * speaks takes this one shape, so that both sources come to the same verdict in the same words.
 */
export type KnownTicketPurchase = {
  /** Null for a code that only the lead's word let in: a gate on its own may know no more of it. */
  readonly ticketPurchaseId: number | null;
  readonly status: 'valid' | 'used' | 'cancelled';
  readonly isWalkIn: boolean;
  readonly isSold: boolean;
  /** When and where it was admitted; null where the web version kept no trace of it. */
  readonly usedAt: Date | null;
  readonly usedGate: { readonly id: string; readonly name: string | null } | null;
  readonly holder: TicketDetails['holder'];
  /** The kind of ticket, in the organiser's words. */
  readonly ticketKind: string | null;
  readonly attentionNote: string | null;
  /** The ticket's own concert; an entry time that is null does not limit entry on its side. */
  readonly concert: {
    readonly id: number;
    readonly title: string;
    readonly startsAt: Date | null;
    readonly entryOpensAt: Date | null;
    readonly entryClosesAt: Date | null;
  };
};
