import type { Guest } from '#shared/lead.ts';
import type { GuestSearch } from './use-guests.ts';

/** What Enter does in the field for paper entries. */
export type EnterStep =
  /** `guest` is null for somebody who is not on the list. */
  | { readonly kind: 'write'; readonly guest: Guest | null }
  /** More than one guest could be meant. */
  | { readonly kind: 'choose' }
  /** Whom it would write is in doubt: the next Enter on the same one writes them down. */
  | { readonly kind: 'ask'; readonly doubt: Doubt }
  /** The list for these letters has not come yet. */
  | { readonly kind: 'wait' };

/** Why an entry is not written before it was asked about. */
export type Doubt =
  /** Nobody on the list has these words. */
  | { readonly kind: 'not-listed'; readonly text: string }
  /** A scan of this guest's ticket would be refused. */
  | { readonly kind: 'refused'; readonly ticketPurchaseId: number };

/**
 * Decides what Enter means. `mark` is the guest that was chosen with the arrows or by touch, `asked` the doubt that stands on the
 * screen.
 */
export function whatEnterDoes(
  search: GuestSearch,
  text: string,
  mark: number | null,
  asked: Doubt | null,
): EnterStep {
  const wanted = text.trim();
  // What was found for other letters is no answer to these.
  if (search.kind !== 'found' || search.text !== wanted) return { kind: 'wait' };
  const marked = mark === null ? undefined : search.guests[mark];
  if (marked !== undefined) return whatChoosingDoes(marked, asked);
  const [only] = search.guests;
  if (only === undefined) {
    return asked?.kind === 'not-listed' && asked.text === wanted
      ? { kind: 'write', guest: null }
      : { kind: 'ask', doubt: { kind: 'not-listed', text: wanted } };
  }
  return search.all === 1 ? whatChoosingDoes(only, asked) : { kind: 'choose' };
}

/**
 * What choosing this guest means. A touch of the line passes no doubt that was asked: two touches are a slip, and the answer has a
 * button of its own.
 */
export function whatChoosingDoes(guest: Guest, asked: Doubt | null): EnterStep {
  const { ticketPurchaseId } = guest;
  if (!isDoubtful(guest)) return { kind: 'write', guest };
  return asked?.kind === 'refused' && asked.ticketPurchaseId === ticketPurchaseId
    ? { kind: 'write', guest }
    : { kind: 'ask', doubt: { kind: 'refused', ticketPurchaseId } };
}

/**
 * Whether a tick beside this name says something else than the ticket. The entry times are judged by now and the paper is entered
 * later: a question on every line would only teach the hand to press twice.
 */
function isDoubtful({ verdict }: Guest): boolean {
  return verdict !== 'admitted' && verdict !== 'not-open';
}

/** The mark one line further down or up a list; beyond either end it is on none. */
export function moveMark(mark: number | null, step: 1 | -1, guests: number): number | null {
  if (guests === 0) return null;
  const next = mark === null ? (step === 1 ? 0 : guests - 1) : mark + step;
  return next < 0 || next >= guests ? null : next;
}
