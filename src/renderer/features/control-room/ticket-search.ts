import type { FoundTicket } from '#shared/control-room.ts';
import { createStore, type Store } from '../../store.ts';

/** What was found, or why nothing was. */
export type SearchAnswer =
  | {
      readonly kind: 'found';
      readonly text: string;
      readonly tickets: readonly FoundTicket[];
      readonly all: number;
    }
  | { readonly kind: 'failed'; readonly text: string; readonly problem: string };

/** What is looked for: kept apart from its tab, so that it is there again after a look at another one. */
export type TicketSearch = {
  readonly text: string;
  /** The ticket purchase that was chosen among those that were found; null while none was. */
  readonly chosenId: number | null;
  /** The last answer, which may belong to an earlier text. */
  readonly answer: SearchAnswer | null;
};

/** Nothing is looked for. */
export function createTicketSearch(): Store<TicketSearch> {
  return createStore<TicketSearch>({ text: '', chosenId: null, answer: null });
}

/** Looks for something else: what was chosen belongs to what was looked for before. */
export function lookFor(search: Store<TicketSearch>, text: string): void {
  const { answer } = search.get();
  search.set({ text, chosenId: null, answer });
}

/** The ticket purchase whose history is shown: the chosen one, or the only one. */
export function shownIdOf({ text, chosenId, answer }: TicketSearch): number | null {
  if (chosenId !== null) return chosenId;
  if (answer?.kind !== 'found' || answer.text !== text || answer.all !== 1) return null;
  return answer.tickets[0]?.ticketPurchaseId ?? null;
}
