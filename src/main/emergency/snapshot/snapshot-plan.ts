import type { LocalSnapshot } from './local-snapshot.ts';
import type { SnapshotWriter } from './snapshot-writer.ts';
import { CursorMovedError } from './walks.ts';

/** Reads and moves on where a snapshot stands with its database; that is in its file, so a crash does not lose it. */
export function createPlan(
  local: LocalSnapshot,
): Pick<SnapshotWriter, 'plan' | 'beginCopy' | 'endCopy' | 'endSweep' | 'noteTaken'> {
  return {
    plan() {
      const { state } = local.now();
      const changesFrom = state.getNumber('changes_from');
      return {
        changesFrom: changesFrom === null ? null : new Date(changesFrom),
        copyCursor: state.getNumber('copy_cursor'),
        sweepCursor: state.getNumber('sweep_cursor') ?? 0,
        isSearchComplete: state.get('is_search_complete') === '1',
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
        state.put('is_search_complete', 1);
      });
    },
    noteTaken(serverNow, takenAt) {
      local.transaction(() => {
        const { state } = local.now();
        state.put('changes_from', serverNow.getTime());
        state.put('taken_at', takenAt.getTime());
        state.put('is_complete', 1);
      });
    },
  };
}
