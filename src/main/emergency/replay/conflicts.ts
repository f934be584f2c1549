import type { Conflict } from '#shared/lead.ts';
import type { SessionPool } from '#main/database/session-pool.ts';

/** Conflicts, open ones first, each with its sides in the order of their door times. */
export function listConflicts(
  _pool: SessionPool,
  _filter: { readonly concertId: number | null; readonly isOpenOnly: boolean },
): Promise<readonly Conflict[]> {
  return Promise.resolve([]);
}

/** How many conflicts of a concert (null: of all) nobody has closed. */
export function countOpenConflicts(_pool: SessionPool, _concertId: number | null): Promise<number> {
  return Promise.resolve(0);
}

/** A closing by a named person. */
export type Closing = {
  readonly conflictId: number;
  /** The conflict as that person saw it. */
  readonly version: number;
  readonly closedBy: string;
  readonly why: string;
  readonly now: Date;
};

/** Closes a conflict, unless it has changed since that person looked at it. */
export function closeConflict(
  _pool: SessionPool,
  _closing: Closing,
): Promise<{ readonly outcome: 'closed' } | { readonly outcome: 'changed' }> {
  return Promise.resolve({ outcome: 'changed' });
}
