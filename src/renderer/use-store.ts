import { useSyncExternalStore } from 'react';
import type { ReadOnlyStore } from './store.ts';

/** The store's value, now and after every change. */
export function useStore<T>(store: ReadOnlyStore<T>): T {
  // The third one is for tests that write a screen as text.
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}
