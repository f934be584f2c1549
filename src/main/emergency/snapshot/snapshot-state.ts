import type { LocalSnapshot } from './local-snapshot.ts';
import type { SnapshotState } from './snapshot-types.ts';

/** How good the snapshot is; null while nothing has been copied yet. */
export function readState(local: LocalSnapshot): SnapshotState | null {
  const { state } = local.now();
  const takenAt = state.getNumber('taken_at');
  if (takenAt === null) return null;
  return {
    takenAt: new Date(takenAt),
    isComplete: state.get('is_complete') === '1',
    isInDoubt: state.get('doubt_since') !== null,
    ...local.counts(),
  };
}
