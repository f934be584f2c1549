import { type RefObject, useLayoutEffect } from 'react';

/** From as large as designed down to what still can be read. */
const SCALES = [1, 0.9, 0.8, 0.7, 0.6, 0.5] as const;

/**
 * Makes everything in the element smaller until it fits, before it is painted: a long name with a long note must neither be
 * cut nor shrink the screen of everybody else. All sizes are made of `--unit` (`styles/base.css`).
 */
export function useFit(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    for (const scale of SCALES) {
      current.style.setProperty('--unit', `calc(${scale} * var(--base-unit))`);
      if (current.scrollHeight <= current.clientHeight) break;
    }
  }, [element]);
}
