/**
 * Gives the cursor to `place` before what has it goes away. Whoever has gone on to something else meanwhile keeps it there.
 */
export function takeFocusBack(place: HTMLElement | null): void {
  const active = document.activeElement;
  const isElsewhere = active !== null && active !== document.body && place?.contains(active) !== true;
  if (!isElsewhere) place?.focus({ preventScroll: true });
}
