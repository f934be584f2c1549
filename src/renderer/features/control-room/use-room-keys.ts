import { useEffect } from 'react';
import { TABS, type Tab } from './words.ts';

/** Digits show the tabs, a slash begins a search: but not while somebody writes. */
export function useRoomKeys(show: (tab: Tab) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.target instanceof HTMLInputElement) return;
      const tab = event.key === '/' ? 'tickets' : TABS[Number(event.key) - 1];
      if (tab === undefined) return;
      // The key must not be the first letter of what is searched.
      event.preventDefault();
      show(tab);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [show]);
}
