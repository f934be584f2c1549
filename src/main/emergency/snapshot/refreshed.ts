import type { LocalSnapshot } from './local-snapshot.ts';
import { CursorMovedError } from './walks.ts';

/** The file as a refresh writes it. */
type Refreshed = {
  readonly refreshed: LocalSnapshot;
  /** What is written from now on was read for the file of now. */
  readonly beginRefresh: () => void;
};

/**
 * A refresh waits for the database in between, and in the meantime another file may have taken the snapshot's place (damage,
 * another database). The rest of that refresh must not be written into it: an empty file would be called complete.
 */
export function createRefreshed(local: LocalSnapshot): Refreshed {
  let begun = local.generation();
  return {
    refreshed: {
      ...local,
      transaction(work) {
        if (local.generation() !== begun) throw new CursorMovedError();
        local.transaction(work);
      },
    },
    beginRefresh() {
      local.tryDisk();
      begun = local.generation();
    },
  };
}
