import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RemoteRow, Surroundings } from './remote-rows.ts';

/** Where a snapshot stands with its database. */
type SnapshotPlan = {
  /** The server's time from which changes are to be asked for; null before the first copy has begun. */
  readonly changesFrom: Date | null;
  /** The last id of the first copy, while that is under way. */
  readonly copyCursor: number | null;
  readonly sweepCursor: number;
  readonly isSearchComplete: boolean;
};

/** A page of rows as the database had them at `readStartedAtMs` (`performance.now()`) or later. */
type ReadPage = {
  readonly rows: readonly RemoteRow[];
  readonly readStartedAtMs: number;
  readonly cursor: Cursor | null;
};

/** Which walk the page belongs to, and where that walk stood when it was asked for. */
type Cursor = { readonly walk: 'copy' | 'sweep'; readonly from: number };

/** The refresher's way into a snapshot. Everything is written in slices of a few milliseconds, whole or not at all. */
export type SnapshotWriter = {
  readonly plan: () => SnapshotPlan;
  readonly beginCopy: (serverNow: Date, takenAt: Date) => void;
  /** The ids that the first copy has before it, for its progress. */
  readonly noteExtent: (extent: { readonly firstId: number; readonly lastId: number }) => void;
  readonly endCopy: () => void;
  /** Writes what is new or different, and moves the walk's cursor along; returns how many rows that were. */
  readonly writePage: (page: ReadPage) => Promise<number>;
  /** Removes what the database no longer has among the ids above `after` up to `upTo`; returns how many. */
  readonly removeMissing: (rows: readonly RemoteRow[], after: number, upTo: number) => Promise<number>;
  readonly endSweep: (from: number) => void;
  readonly writeSurroundings: (surroundings: Surroundings) => void;
  /** Everything that was committed before `serverNow` is known. */
  readonly noteTaken: (serverNow: Date, takenAt: Date) => void;
  /** Says what a failure is: the file's (true) or somebody else's. A damaged file is put aside and begun anew. */
  readonly noteFailure: (error: unknown) => boolean;
};

/** Another process of the same gate, or a new search key, moved a walk along: what was read for it is out of date. */
export class CursorMovedError extends Error {
  override readonly name = 'CursorMovedError';
}

/** How long the main process is held at a time. */
const SLICE_MS = 4;

/**
 * Does `each` for all items in slices, every slice in a transaction of its own with `afterwards`, which gets the last item.
 * Between two slices everything else has its turn.
 */
export async function inSlices<Item>(
  items: readonly Item[],
  transaction: (work: () => void) => void,
  each: (item: Item) => void,
  afterwards: (last: Item) => void = () => undefined,
): Promise<void> {
  for (let next = 0; next < items.length;) {
    const begin = next;
    transaction(() => {
      next = begin;
      const until = performance.now() + SLICE_MS;
      while (next < items.length && performance.now() < until) {
        const item = items[next];
        if (item !== undefined) each(item);
        next += 1;
      }
      const last = items[next - 1];
      if (last !== undefined) afterwards(last);
    });
    await nextTurn();
  }
}
