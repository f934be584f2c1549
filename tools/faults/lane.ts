import type { Condition } from './condition.ts';

/** What all connections of one network share in one direction: how long it is taken by what was sent already. */
export type Road = { freeAtMs: number };

/** One direction of one connection. What is sent arrives in order, when the network's condition lets it. */
export type Lane = {
  /** Sends `bytes`; `arrive` is called when they are there. The end of a stream has none. */
  readonly send: (bytes: number, arrive: () => void) => void;
  /** The condition has changed: what is under way goes by the new one. */
  readonly reconsider: () => void;
};

type Parcel = {
  readonly bytes: number;
  readonly sentAtMs: number;
  readonly arrive: () => void;
  /** Its turn on a narrow road, once it has one. */
  dueAtMs: number | null;
};

/** Opens one. */
export function openLane(options: {
  readonly condition: () => Condition;
  readonly road: Road;
  readonly now?: () => number;
}): Lane {
  const { condition, road } = options;
  const now = options.now ?? (() => performance.now());
  const waiting: Parcel[] = [];
  let timer: NodeJS.Timeout | undefined;

  /** When the parcel arrives; null while nothing does. */
  function dueAt(parcel: Parcel): number | null {
    const current = condition();
    switch (current.kind) {
      case 'drop':
        return null;
      case 'delay':
        return parcel.sentAtMs + current.ms;
      case 'narrow':
        if (parcel.dueAtMs === null) {
          road.freeAtMs = Math.max(now(), road.freeAtMs) + (parcel.bytes / current.bytesPerSecond) * 1_000;
          parcel.dueAtMs = road.freeAtMs;
        }
        return parcel.dueAtMs;
      case 'clear':
      case 'cut-replies':
        return parcel.sentAtMs;
    }
  }

  function deliver(): void {
    clearTimeout(timer);
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const due = dueAt(first);
      if (due === null) return;
      const waitMs = due - now();
      if (waitMs > 0) {
        timer = setTimeout(deliver, Math.ceil(waitMs));
        return;
      }
      waiting.shift();
      first.arrive();
    }
  }

  return {
    send(bytes, arrive) {
      waiting.push({ bytes, sentAtMs: now(), arrive, dueAtMs: null });
      deliver();
    },
    reconsider() {
      for (const parcel of waiting) parcel.dueAtMs = null;
      deliver();
    },
  };
}
