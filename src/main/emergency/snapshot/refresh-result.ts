import type { UndecidedCause } from '#shared/attempt.ts';

/** What one refresh came to. */
export type RefreshResult =
  | {
      readonly outcome: 'refreshed';
      /** Rows that were new or different. */
      readonly changed: number;
      readonly removed: number;
      readonly tookMs: number;
    }
  /** The database could not be read. What was copied before stays, and the next refresh goes on from there. */
  | { readonly outcome: 'database-failed'; readonly cause: UndecidedCause }
  /** This laptop's file could not be written (disk full, read-only, held by another process). */
  | { readonly outcome: 'snapshot-failed' }
  | { readonly outcome: 'stopped' };

/** Keeps a snapshot up to date. */
export type Refresher = {
  /**
   * Copies what is missing, then what changed, then sweeps one page. A refresh that is asked for while one is under way
   * begins when that has ended, so what was committed before the call is known after it. Never rejects. `signal` ends it early, at a consistent point.
   */
  readonly refreshOnce: (options?: { readonly signal?: AbortSignal }) => Promise<RefreshResult>;
};
