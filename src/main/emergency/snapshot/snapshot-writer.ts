import type { RemoteRow, Surroundings } from './remote-rows.ts';
import type { Cursor } from './walks.ts';

/** Where a snapshot stands with its database. */
type SnapshotPlan = {
  /** The server's time from which changes are to be asked for; null before the first copy has begun. */
  readonly changesFrom: Date | null;
  /** The last id of the first copy, while that is under way. */
  readonly copyCursor: number | null;
  readonly sweepCursor: number;
  readonly isSearchComplete: boolean;
  /** How many the snapshot has. */
  readonly ticketPurchases: number;
  /** By the server's clock; null while the database is believed. */
  readonly doubtSince: Date | null;
};

/** A page of rows as the database had them at `readStartedAtMs` (`performance.now()`) or later. */
export type ReadPage = {
  readonly rows: readonly RemoteRow[];
  readonly readStartedAtMs: number;
  readonly cursor: Cursor | null;
};

/** The ids that the database no longer has, and how many the snapshot knows in the same stretch of ids. */
export type Missing = { readonly ids: readonly number[]; readonly known: number };

/** The refresher's way into a snapshot. Everything is written in slices of a few milliseconds, whole or not at all. */
export type SnapshotWriter = {
  /** Comes first: what follows belongs to the file of now, and fails when another has taken its place. */
  readonly beginRefresh: () => void;
  readonly plan: () => SnapshotPlan;
  readonly beginCopy: (serverNow: Date, takenAt: Date) => void;
  /** The ids that the first copy has before it, for its progress. */
  readonly noteExtent: (extent: { readonly firstId: number; readonly lastId: number }) => void;
  readonly endCopy: () => void;
  /** Writes what is new or different, and moves the walk's cursor along; returns how many rows that were. */
  readonly writePage: (page: ReadPage) => Promise<number>;
  /** What the database no longer has among the ids above `after` up to `upTo`, where it has `rows`. */
  readonly findMissing: (rows: readonly RemoteRow[], after: number, upTo: number) => Missing;
  /** Returns how many were there. */
  readonly remove: (ids: readonly number[]) => Promise<number>;
  readonly endSweep: (from: number) => void;
  /** The database has lost so much that the snapshot does not follow it. */
  readonly beginDoubt: (serverNow: Date) => void;
  /** It is followed again; the sweep begins anew. */
  readonly endDoubt: () => void;
  readonly writeSurroundings: (surroundings: Surroundings) => void;
  /** Everything that was committed before `serverNow` is known. */
  readonly noteTaken: (serverNow: Date, takenAt: Date) => void;
  /** Says what a failure is: the file's (true) or somebody else's. A damaged file is put aside and begun anew. */
  readonly noteFailure: (error: unknown) => boolean;
};
