import { createStore, type ReadOnlyStore } from '../../store.ts';
import { createAlarm, type Timing } from '../../timing.ts';

/**
 * Why a code that a person scanned or typed was not taken: `scan-again`: the scanner's keys came broken; `already-checked`: its
 * verdict is on the screen; `one-moment`: it waits for its answer already, or too many others do; `test-code-scanned`: it is the test
 * code, which is no ticket's.
 */
export type Notice = 'scan-again' | 'already-checked' | 'one-moment' | 'test-code-scanned';

/** A word to the person at the scanner that passes by itself. */
export type Notices = {
  readonly current: ReadOnlyStore<Notice | null>;
  readonly say: (notice: Notice) => void;
  readonly clear: () => void;
};

/** Long enough to look up from the scanner, in milliseconds. */
export const NOTICE_MS = 3_000;

/** Nothing to say yet. */
export function createNotices(timing: Timing): Notices {
  const current = createStore<Notice | null>(null);
  const end = createAlarm(timing);

  function clear(): void {
    end.callOff();
    current.set(null);
  }

  return {
    current,
    say: (notice) => {
      current.set(notice);
      end.set(NOTICE_MS, clear);
    },
    clear,
  };
}
