/** What a hand does. A list scrolls by itself too, when what stands above changes: so its cause counts, and not the scrolling. */
const BY_HAND = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

/** A mouse on a table that trembles moves less far than this, in pixels. */
const TREMBLING_PX = 10;

/** Calls `onTouch` at all by which somebody shows that they are there. Returns what stops it. */
export function listenForTouches(
  target: Pick<Window, 'addEventListener' | 'removeEventListener'>,
  onTouch: () => void,
): () => void {
  let place: { readonly x: number; readonly y: number } | null = null;
  const onMove = ({ screenX: x, screenY: y }: PointerEvent): void => {
    const isFirst = place === null;
    if (place !== null && Math.hypot(x - place.x, y - place.y) < TREMBLING_PX) return;
    place = { x, y };
    // Where it lies was not known before.
    if (!isFirst) onTouch();
  };
  // Before anybody can stop them, and without keeping the scrolling waiting.
  const options = { capture: true, passive: true };
  for (const name of BY_HAND) target.addEventListener(name, onTouch, options);
  target.addEventListener('pointermove', onMove, options);
  return () => {
    for (const name of BY_HAND) target.removeEventListener(name, onTouch, options);
    target.removeEventListener('pointermove', onMove, options);
  };
}
