/** A value that changes over time and tells who listens: what React's `useSyncExternalStore` asks for. */
export type Store<T> = {
  readonly get: () => T;
  readonly set: (value: T) => void;
  /** Calls `listener` after every change; returns the function that stops it. */
  readonly subscribe: (listener: () => void) => () => void;
};

/** What a reader gets of a store. */
export type ReadOnlyStore<T> = Omit<Store<T>, 'set'>;

/** A store that holds `initial` until it is set to something else. */
export function createStore<T>(initial: T): Store<T> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set: (value) => {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
