import type { Guest } from '#shared/lead.ts';
import type { GuestSearch } from './use-guests.ts';

/** What Enter does in the field for paper entries. */
export type EnterStep =
  /** `guest` is null for somebody who is not on the list. */
  | { readonly kind: 'write'; readonly guest: Guest | null }
  /** More than one guest could be meant. */
  | { readonly kind: 'choose' }
  /** Nobody on the list: the next Enter on the same words writes them down. */
  | { readonly kind: 'confirm-not-listed' }
  /** The list for these letters has not come yet. */
  | { readonly kind: 'wait' };

/**
 * Decides what Enter means. `mark` is the guest that was chosen with the arrows, `notListed` the words that Enter has found nobody
 * for before.
 */
export function whatEnterDoes(
  search: GuestSearch,
  text: string,
  mark: number | null,
  notListed: string | null,
): EnterStep {
  const wanted = text.trim();
  // What was found for other letters is no answer to these.
  if (search.kind !== 'found' || search.text !== wanted) return { kind: 'wait' };
  const marked = mark === null ? undefined : search.guests[mark];
  if (marked !== undefined) return { kind: 'write', guest: marked };
  const [only] = search.guests;
  if (only === undefined) {
    return notListed === wanted ? { kind: 'write', guest: null } : { kind: 'confirm-not-listed' };
  }
  return search.all === 1 ? { kind: 'write', guest: only } : { kind: 'choose' };
}

/** The mark one line further down or up a list; beyond either end it is on none. */
export function moveMark(mark: number | null, step: 1 | -1, guests: number): number | null {
  if (guests === 0) return null;
  const next = mark === null ? (step === 1 ? 0 : guests - 1) : mark + step;
  return next < 0 || next >= guests ? null : next;
}
