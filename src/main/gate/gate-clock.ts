/** How far the database's clock is ahead of this laptop's, and how far that may be wrong. */
type ClockMeasurement = { readonly offsetMs: number; readonly uncertaintyMs: number };

/** One look at the database's clock, in milliseconds; the first two by `performance.now()`. */
export type ClockLook = {
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
  /** By the database, since 1970. */
  readonly serverNowMs: number;
};

/** This laptop's clock, measured against the database's while that is there. */
export type GateClock = {
  readonly note: (look: ClockLook) => void;
  /** The best of the newest looks; null before the first. Whole milliseconds. */
  readonly measurement: () => ClockMeasurement | null;
  /** Now by the database's clock as far as it was measured, else by this laptop's. */
  readonly serverNow: () => Date;
};

/** A minute's worth of looks. */
const LOOKS_KEPT = 12;
/** A laptop's crystal drifts less than this: 0.1 ms a second. */
const DRIFT = 100e-6;
/** Both clocks are read to the millisecond. */
const READING_ERROR_MS = 1;

type Kept = {
  readonly offsetMs: number;
  readonly uncertaintyMs: number;
  readonly lookedAtMs: number;
  /** The laptop's clock minus the monotonic one. */
  readonly epochMs: number;
};

/** Makes a clock that nobody has measured yet. */
export function createGateClock(
  now: () => number = Date.now,
  monotonicMs: () => number = () => performance.now(),
): GateClock {
  let kept: readonly Kept[] = [];

  /**
   * A look grows old, and one from before the laptop's clock was set (or the laptop slept, which stops the monotonic clock)
   * may be wrong by as much as the two have moved apart.
   */
  function uncertaintyNow(look: Kept): number {
    const ageMs = monotonicMs() - look.lookedAtMs;
    return look.uncertaintyMs + ageMs * DRIFT + Math.abs(now() - monotonicMs() - look.epochMs);
  }

  function best(): ClockMeasurement | null {
    const [first] = kept
      .map((look) => ({ offsetMs: look.offsetMs, uncertaintyMs: uncertaintyNow(look) }))
      .toSorted((a, b) => a.uncertaintyMs - b.uncertaintyMs);
    if (first === undefined) return null;
    return { offsetMs: Math.round(first.offsetMs), uncertaintyMs: Math.ceil(first.uncertaintyMs) };
  }

  return {
    note({ sentAtMs, answeredAtMs, serverNowMs }) {
      const epochMs = now() - monotonicMs();
      // The server looked at its clock somewhere between; half the way is the guess that can be wrong the least.
      const offsetMs = serverNowMs - (epochMs + (sentAtMs + answeredAtMs) / 2);
      const uncertaintyMs = (answeredAtMs - sentAtMs) / 2 + READING_ERROR_MS;
      kept = [...kept, { offsetMs, uncertaintyMs, lookedAtMs: answeredAtMs, epochMs }].slice(-LOOKS_KEPT);
    },
    measurement: best,
    serverNow: () => new Date(now() + (best()?.offsetMs ?? 0)),
  };
}
