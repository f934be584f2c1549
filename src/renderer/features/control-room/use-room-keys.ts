import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { browserTiming } from '../../timing.ts';
import { focusedTextField, putIntoField, type TextField } from '../scan/text-field.ts';
import { createFieldGuard } from './field-guard.ts';
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
  const [guard] = useState(createFieldGuard<TextField>);
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
    const field = focusedTextField();
    // A scan belongs into the search, and nowhere else.
    const held =
      field === null || field === searchField.current
        ? null
        : guard({ field, value: field.value, key: event.key, atMs: event.timeStamp });
    // The key must not be the first letter of what is searched.
    if (!keys.press(event.key, placeOf(field, tab)) && held === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (field !== null && held !== null) putIntoField(field, held);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    // Before what has the cursor: neither a button nor a field may hear the end of a scan.
    window.addEventListener('keydown', listener, true);
    return () => {
      window.removeEventListener('keydown', listener, true);
      keys.stop();
    };
  }, [keys]);
}

function placeOf(field: TextField | null, tab: Tab): KeyPlace {
  if (field !== null) return 'field';
  if (document.querySelector('[data-is-form]') !== null) return 'form';
  return tab === 'tickets' ? 'tickets' : 'elsewhere';
}
