/** Time as the screen's rooms take it, so that their tests need not wait. */
export type Timing = {
  /** Milliseconds since the window opened; never set back, unlike the wall clock. */
  readonly nowMs: () => number;
  /** Runs `run` once after `delayMs`; returns the function that calls it off. */
  readonly after: (delayMs: number, run: () => void) => () => void;
};

/** The browser's own time. */
export const browserTiming: Timing = {
  nowMs: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
