import { createAlarm, type Timing } from '../../timing.ts';
import { TABS, type Tab } from './words.ts';

/** A scanner's keys follow each other faster than a hand's: one that has a neighbour so near was not meant for the tabs. */
const NEIGHBOUR_MS = 100;

/** Where a key was pressed: in a field, while a form is open somewhere, on the tickets, or on any other tab. */
export type KeyPlace = 'field' | 'form' | 'tickets' | 'elsewhere';

type RoomKeys = {
  /** Says whether the key has been used up. */
  readonly press: (key: string, place: KeyPlace) => boolean;
  readonly stop: () => void;
};

/** Digits show the tabs, a slash begins a search; on the tickets every letter goes into the search. What is written stays alone. */
export function createRoomKeys({
  timing,
  show,
  search,
}: {
  readonly timing: Timing;
  readonly show: (tab: Tab) => void;
  /** Puts the cursor into the search, over what stands there. */
  readonly search: () => void;
}): RoomKeys {
  const soon = createAlarm(timing);
  let pressedAtMs = -Infinity;

  function press(key: string, place: KeyPlace): boolean {
    if (key.length > 1 && key !== 'Enter') return false;
    const hasNeighbour = timing.nowMs() - pressedAtMs < NEIGHBOUR_MS;
    pressedAtMs = timing.nowMs();
    soon.callOff();
    if (place === 'field') return false;
    // A scan must not press the button that happens to have the focus, by its end or by a space.
    if (key === 'Enter' || key === ' ') return hasNeighbour;
    if (place === 'form') return false;
    if (place === 'tickets') {
      search();
      return key === '/';
    }
    const tab = key === '/' ? 'tickets' : TABS[Number(key) - 1];
    if (tab === undefined) return false;
    if (!hasNeighbour) soon.set(NEIGHBOUR_MS, () => show(tab));
    return true;
  }

  return { press, stop: soon.callOff };
}
