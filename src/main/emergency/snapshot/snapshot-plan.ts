import type { LocalSnapshot } from './local-snapshot.ts';
import type { SnapshotWriter } from './snapshot-writer.ts';
import { CursorMovedError } from './walks.ts';

/** Reads and moves on where a snapshot stands with its database; that is in its file, so a crash does not lose it. */
export function createPlan(
  local: LocalSnapshot,
): Pick<
  SnapshotWriter,
  'plan' | 'beginCopy' | 'endCopy' | 'endSweep' | 'noteTaken' | 'beginDoubt' | 'endDoubt'
> {
  return {
    plan() {
      const { state } = local.now();
      const changesFrom = state.getNumber('changes_from');
      const doubtSince = state.getNumber('doubt_since');
      return {
        changesFrom: changesFrom === null ? null : new Date(changesFrom),
        copyCursor: state.getNumber('copy_cursor'),
        sweepCursor: state.getNumber('sweep_cursor') ?? 0,
        isSearchComplete: state.get('is_search_complete') === '1',
        ticketPurchases: local.counts().ticketPurchases,
        doubtSince: doubtSince === null ? null : new Date(doubtSince),
      };
    },
    beginCopy(serverNow, takenAt) {
      local.transaction(() => {
        const { state } = local.now();
        state.put('changes_from', serverNow.getTime());
        state.put('copy_cursor', 0);
        state.put('sweep_cursor', 0);
        state.put('taken_at', takenAt.getTime());
        state.put('is_search_complete', 1);
      });
    },
    endCopy() {
      local.transaction(() => local.now().state.remove('copy_cursor'));
      local.recount();
    },
    endSweep(from) {
      local.transaction(() => {
        const { state } = local.now();
        if (state.getNumber('sweep_cursor') !== from) throw new CursorMovedError();
        state.put('sweep_cursor', 0);
        // What is kept in doubt can't be sealed anew: only the database has the names.
        if (state.get('doubt_since') === null) state.put('is_search_complete', 1);
      });
    },
    beginDoubt(serverNow) {
      local.transaction(() => local.now().state.put('doubt_since', serverNow.getTime()));
    },
    endDoubt() {
      local.transaction(() => {
        const { state } = local.now();
        state.remove('doubt_since');
        state.put('sweep_cursor', 0);
      });
    },
    noteTaken(serverNow, takenAt) {
      local.transaction(() => {
        const { state } = local.now();
        state.put('changes_from', serverNow.getTime());
        state.put('taken_at', takenAt.getTime());
        state.put('is_complete', 1);
      });
      local.dropPrevious();
    },
  };
}
