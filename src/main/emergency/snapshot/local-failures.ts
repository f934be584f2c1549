import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import type { LocalSnapshot } from './local-snapshot.ts';
import { isBusy, isDamage } from './sqlite-errors.ts';
import { CursorMovedError } from './walks.ts';

/** What becomes of a failure of the snapshot's file. */
export type LocalFailures = {
  /** Does what must not throw; when it fails, or the snapshot is closed, it comes to `otherwise`. */
  readonly attempt: <T>(what: string, work: () => T, otherwise: T) => T;
  /** Says what a failure is: the file's (true) or somebody else's. */
  readonly noteFailure: (error: unknown) => boolean;
  /** Nothing is attempted any more. */
  readonly close: () => void;
};

const SQLITE_ERROR = 'ERR_SQLITE_ERROR';

/** A damaged file is put aside and begun anew; every other failure is logged. */
export function createLocalFailures(local: LocalSnapshot, log: Logger): LocalFailures {
  let isClosed = false;
  return {
    attempt(what, work, otherwise) {
      if (isClosed) return otherwise;
      try {
        local.tryDisk();
        return work();
      } catch (error) {
        log.error(`The snapshot could not ${what}`, describeError(error));
        if (isDamage(error)) local.beginAnew();
        return otherwise;
      }
    },
    noteFailure(error) {
      if (isClosed) return true;
      if (error instanceof CursorMovedError || isBusy(error)) {
        log.info('The snapshot is written by somebody else at the moment', describeError(error));
        return true;
      }
      if ((error as { readonly code?: unknown }).code !== SQLITE_ERROR) return false;
      log.error('The snapshot’s file failed', describeError(error));
      if (isDamage(error)) local.beginAnew();
      return true;
    },
    close() {
      isClosed = true;
    },
  };
}
