import { describe, expect, it } from 'vitest';
import type { FoundTicket } from '#shared/control-room.ts';
import { createTicketSearch, lookFor, shownIdOf } from './ticket-search.ts';

const TICKET = { ticketPurchaseId: 7 } as unknown as FoundTicket;

describe('the ticket whose history is shown', () => {
  it('is the chosen one, or the only one that was found', () => {
    const search = createTicketSearch();
    lookFor(search, 'ada');
    search.set({
      ...search.get(),
      answer: { kind: 'found', text: 'ada', tickets: [TICKET], all: 1 },
    });
    expect(shownIdOf(search.get())).toBe(7);
    search.set({ ...search.get(), chosenId: 9 });
    expect(shownIdOf(search.get())).toBe(9);
  });

  it('is none where many were found, and none of an earlier text', () => {
    const search = createTicketSearch();
    lookFor(search, 'ada');
    search.set({
      ...search.get(),
      chosenId: 7,
      answer: { kind: 'found', text: 'ada', tickets: [TICKET], all: 1 },
    });
    lookFor(search, 'adam');
    expect(shownIdOf(search.get())).toBeNull();
    search.set({
      ...search.get(),
      answer: { kind: 'found', text: 'adam', tickets: [TICKET], all: 2 },
    });
    expect(shownIdOf(search.get())).toBeNull();
  });
});
