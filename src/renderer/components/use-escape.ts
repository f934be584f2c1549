import { type RefObject, useEffect, useEffectEvent } from 'react';

/** Every open form has this. */
const FORMS = '[data-is-form]';

/** Puts an open form away by Escape: the one that has the cursor, or the last one around which it stands. */
export function useEscape(form: RefObject<HTMLElement | null>, putAway: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.repeat || event.isComposing || event.defaultPrevented) return;
    if (!isMeant(form.current, document.activeElement ?? document.body)) return;
    event.preventDefault();
    putAway();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

/** Whether the cursor stands in a form that Escape puts away. */
export function isInForm(active: Element | null): boolean {
  return active !== null && active.closest(FORMS) !== null;
}

function isMeant(form: HTMLElement | null, active: Element): boolean {
  if (form?.contains(active) === true) return true;
  return Array.from(active.querySelectorAll(FORMS)).at(-1) === form;
}
