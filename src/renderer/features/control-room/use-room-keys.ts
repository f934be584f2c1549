import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { browserTiming } from '../../timing.ts';
import { createRoomKeys, type KeyPlace } from './room-keys.ts';
import type { Tab } from './words.ts';

/** Listens to the keys of the whole window. `searchField` is where a ticket is looked for. */
export function useRoomKeys(
  tab: Tab,
  show: (tab: Tab) => void,
  searchField: RefObject<HTMLInputElement | null>,
): void {
  const [keys] = useState(() =>
    createRoomKeys({
      timing: browserTiming,
      show,
      search: () => {
        searchField.current?.focus();
        searchField.current?.select();
      },
    }),
  );
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    // The key must not be the first letter of what is searched.
    if (keys.press(event.key, placeOf(event.target, tab))) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => {
      window.removeEventListener('keydown', listener);
      keys.stop();
    };
  }, [keys]);
}

function placeOf(target: EventTarget | null, tab: Tab): KeyPlace {
  if (target instanceof HTMLInputElement) return 'field';
  if (document.querySelector('[data-is-form]') !== null) return 'form';
  return tab === 'tickets' ? 'tickets' : 'elsewhere';
}
