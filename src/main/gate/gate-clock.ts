import os from 'node:os';

/** How far the database's clock is ahead of this laptop's now, and how far that may be wrong. */
export type ClockMeasurement = { readonly offsetMs: number; readonly uncertaintyMs: number };

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

/** A laptop's clocks, in milliseconds. */
export type LaptopClocks = {
  /** Since 1970. Anybody may set it at any time: a person, or the network's time in the middle of an outage. */
  readonly wallMs: () => number;
  /** `performance.now()`: nobody sets it, but on most systems it stands still while the laptop sleeps. */
  readonly monotonicMs: () => number;
  /** Since the laptop was started: nobody sets it, and it counts sleep; on some systems in whole seconds. */
  readonly uptimeMs: () => number;
};

/** A minute's worth of looks. */
const LOOKS_KEPT = 12;
/** A laptop's crystal drifts less than this: 0.1 ms a second. */
const DRIFT = 100e-6;
/** Both clocks are read to the millisecond. */
const READING_ERROR_MS = 1;
/** The uptime is told by whole seconds at worst: less than this between it and the monotonic clock is no sleep. */
const SLEEP_FROM_MS = 2_000;
const UPTIME_ERROR_MS = 1_000;

type Reading = { readonly wallMs: number; readonly monotonicMs: number; readonly uptimeMs: number };

type Kept = { readonly serverNowMs: number; readonly uncertaintyMs: number; readonly at: Reading };

type Belief = { readonly serverNowMs: number; readonly uncertaintyMs: number };

const THIS_LAPTOP: LaptopClocks = {
  wallMs: Date.now,
  monotonicMs: () => performance.now(),
  uptimeMs: () => os.uptime() * 1_000,
};

/** Makes a clock that nobody has measured yet. */
export function createGateClock(clocks: LaptopClocks = THIS_LAPTOP): GateClock {
  let kept: readonly Kept[] = [];

  function read(): Reading {
    return { wallMs: clocks.wallMs(), monotonicMs: clocks.monotonicMs(), uptimeMs: clocks.uptimeMs() };
  }

  function best(now: Reading): Belief | null {
    const [first] = kept
      .map((look) => carryOn(look, now))
      .toSorted((a, b) => a.uncertaintyMs - b.uncertaintyMs);
    return first ?? null;
  }

  return {
    note({ sentAtMs, answeredAtMs, serverNowMs }) {
      const now = read();
      // The server looked at its clock somewhere between; half the way is the guess that can be wrong the least.
      const agoMs = now.monotonicMs - (sentAtMs + answeredAtMs) / 2;
      const uncertaintyMs = (answeredAtMs - sentAtMs) / 2 + READING_ERROR_MS;
      kept = [...kept, { serverNowMs: serverNowMs + agoMs, uncertaintyMs, at: now }].slice(-LOOKS_KEPT);
    },
    measurement() {
      const now = read();
      const belief = best(now);
      if (belief === null) return null;
      return {
        offsetMs: Math.round(belief.serverNowMs - now.wallMs),
        uncertaintyMs: Math.ceil(belief.uncertaintyMs),
      };
    },
    serverNow() {
      const now = read();
      return new Date(best(now)?.serverNowMs ?? now.wallMs);
    },
  };
}

/**
 * What a look says now. The server's clock has gone on as the monotonic one has, and as long again as the uptime says that
 * the laptop slept. The wall clock is not asked: where it has moved on its own, somebody set it, and that is when a gate
 * that believed it would refuse everybody as not open. But a wall clock that is further ahead than both may also have been
 * put right after a pause that neither counts (a virtual machine that was held): the uncertainty owns up to that. One that is
 * behind was set back, since no pause does that, and says nothing of the others.
 */
function carryOn(look: Kept, now: Reading): Belief {
  const passedMs = now.monotonicMs - look.at.monotonicMs;
  const unseenMs = now.uptimeMs - look.at.uptimeMs - passedMs;
  const sleptMs = unseenMs < SLEEP_FROM_MS ? 0 : unseenMs;
  const elapsedMs = passedMs + sleptMs;
  const aheadMs = Math.max(0, now.wallMs - look.at.wallMs - elapsedMs);
  const sleepErrorMs = sleptMs === 0 ? 0 : UPTIME_ERROR_MS;
  return {
    serverNowMs: look.serverNowMs + elapsedMs,
    uncertaintyMs: look.uncertaintyMs + elapsedMs * DRIFT + aheadMs + sleepErrorMs,
  };
}
