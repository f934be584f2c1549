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

/** One thing to be done later; setting it anew calls the former off. */
export type Alarm = {
  readonly set: (delayMs: number, run: () => void) => void;
  readonly callOff: () => void;
};

/** An alarm that is not set. */
export function createAlarm(timing: Timing): Alarm {
  let cancel: (() => void) | null = null;
  const callOff = (): void => {
    cancel?.();
    cancel = null;
  };
  return {
    set: (delayMs, run) => {
      callOff();
      cancel = timing.after(delayMs, run);
    },
    callOff,
  };
}
