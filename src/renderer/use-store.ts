import { useSyncExternalStore } from 'react';
import type { ReadOnlyStore } from './store.ts';

/** The store's value, now and after every change. */
export function useStore<T>(store: ReadOnlyStore<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
