/**
 * Takes away what a stray touch could do to a page: menus, dragging, dropping a file, zooming. Keys are the keyboard's
 * own affair (`features/scan/keyboard.ts`), text selection and panning that of the style sheet.
 */
export function setUpKioskGuards(target: Window): void {
  for (const type of [
    'contextmenu',
    'dragstart',
    'dragover',
    'drop',
    'gesturestart',
    'selectstart',
  ] as const) {
    target.addEventListener(type, forbid, true);
  }
  // With Ctrl a wheel or a pinch on the touchpad zooms; listeners on the window are passive unless told.
  target.addEventListener('wheel', forbidZoom, { capture: true, passive: false });
  target.addEventListener('auxclick', forbid, true);
}

/** A list of the lead's may be scrolled; nothing else has anywhere to go. */
function forbidZoom(event: WheelEvent): void {
  const isInList = event.target instanceof Element && event.target.closest('[data-scrolls]') !== null;
  if (event.ctrlKey || !isInList) event.preventDefault();
}

function forbid(event: Event): void {
  event.preventDefault();
}
