import type { ShownVerdict } from './scan-state.ts';

/** The time in which another window stands before the scan screen: what the screen shows then, nobody sees. */
export type Cover = {
  readonly isOn: () => boolean;
  /** `waiting`: the codes that were read and have had no verdict on the screen. */
  readonly begin: (waiting: readonly string[]) => void;
  /** Notes that this code has its answer now. */
  readonly noteJudged: (code: string) => void;
  /** Whether this verdict was painted where nobody sees it; it is kept for the end of the cover then. */
  readonly keepBack: (shown: ShownVerdict) => boolean;
  /** Ends it; `shown` has the screen now, so it is seen after all. */
  readonly end: (shown: ShownVerdict | null) => {
    /** Codes whose verdict nobody saw. */
    readonly unseenCodes: readonly string[];
    /** What was painted meanwhile and is seen only now. */
    readonly keptBack: ShownVerdict | null;
  };
};

/** Nothing stands before the screen yet. */
export function createCover(): Cover {
  const unseen = new Set<string>();
  let isOn = false;
  let kept: ShownVerdict | null = null;

  return {
    isOn: () => isOn,
    begin: (waiting) => {
      isOn = true;
      for (const code of waiting) unseen.add(code);
    },
    noteJudged: (code) => {
      if (isOn) unseen.add(code);
    },
    keepBack: (shown) => {
      if (isOn) kept = shown;
      return isOn;
    },
    end: (shown) => {
      if (shown !== null) unseen.delete(shown.attempt.code);
      const ended = { unseenCodes: [...unseen], keptBack: kept === shown ? kept : null };
      isOn = false;
      kept = null;
      unseen.clear();
      return ended;
    },
  };
}
