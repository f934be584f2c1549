import { createStore, type Store } from '../store.ts';

/** What somebody has written into the form that closes a conflict. */
export type ClosingDraft = { readonly closedBy: string; readonly why: string };

/** The forms that are open, by conflict: kept apart from the cards, so that nothing that is written goes with them. */
export type ClosingDrafts = Store<ReadonlyMap<number, ClosingDraft>>;

/** No form is open. */
export function createClosingDrafts(): ClosingDrafts {
  return createStore<ReadonlyMap<number, ClosingDraft>>(new Map());
}

/** Opens a conflict's form, or writes into it; null puts it away. */
export function setDraft(drafts: ClosingDrafts, conflictId: number, draft: ClosingDraft | null): void {
  const changed = new Map(drafts.get());
  if (draft === null) changed.delete(conflictId);
  else changed.set(conflictId, draft);
  drafts.set(changed);
}

/** As told newly; but while a form is open nothing moves away under it: what is new comes last. */
export function inStillOrder<C extends { readonly conflictId: number }>(
  shown: readonly C[] | null,
  told: readonly C[],
  isFormOpen: boolean,
): readonly C[] {
  if (shown === null || !isFormOpen) return told;
  const places = new Map(shown.map(({ conflictId }, place) => [conflictId, place]));
  const placeOf = ({ conflictId }: C): number => places.get(conflictId) ?? shown.length;
  return told.toSorted((one, other) => placeOf(one) - placeOf(other));
}
