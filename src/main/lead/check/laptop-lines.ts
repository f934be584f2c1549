import type { PowerSource } from '#shared/gate-health.ts';
import type { ScreenSize } from '#shared/gate-check.ts';
import type { GateState } from '#shared/gate-state.ts';
import { formatBytes } from '#shared/size.ts';
import type { CheckLine } from '#shared/system-check.ts';
import type { ClockMeasurement } from '#main/gate/gate-clock.ts';
import type { AppendTimes } from './time-appends.ts';

/** What was found out about this laptop. */
export type LaptopFacts = {
  readonly freeBytes: number | null;
  readonly appends: AppendTimes;
  readonly power: PowerSource | null;
  readonly clock: ClockMeasurement | null;
  readonly emergency: GateState['emergency'];
  /** Whether an emergency log is open at all: none is while the concert is not known. */
  readonly hasLog: boolean;
  readonly screen: ScreenSize;
};

const MEGABYTE = 1_000_000;
/** A night's log is some megabytes; the system itself needs the rest. */
const FREE_RED_BYTES = 200 * MEGABYTE;
const FREE_AMBER_BYTES = 2_000 * MEGABYTE;
/** An `fsync` as slow as this is a sick disk or a network folder; a guest on an outage would wait for it. */
const APPEND_AMBER_MS = 50;
const APPEND_RED_MS = 500;
/** Entry times and the order of a conflict's sides are told by the clock. */
const CLOCK_AMBER_MS = 2_000;
const CLOCK_RED_MS = 60_000;
/** What the scan screen was made for; smaller ones lose words to the cut of a line. */
const SCREEN_LEAST = { widthPx: 1_280, heightPx: 720 } as const;

/** The laptop's lines of a gate's check. */
export function laptopLines(facts: LaptopFacts): readonly CheckLine[] {
  return [
    freeDiskLine(facts.freeBytes),
    appendLine(facts.appends),
    logLine(facts),
    snapshotLine(facts.emergency.snapshot),
    powerLine(facts.power),
    clockLine(facts.clock),
    screenLine(facts.screen),
  ];
}

function freeDiskLine(freeBytes: number | null): CheckLine {
  const line = { id: 'laptop-disk', group: 'laptop', title: 'Free disk' } as const;
  if (freeBytes === null) {
    return {
      ...line,
      level: 'amber',
      finding: 'The system does not say how much of the disk is free.',
      advice: 'Look in the system’s own settings: 2 GB should be free.',
    };
  }
  const finding = `${formatBytes(freeBytes)} are free.`;
  if (freeBytes >= FREE_AMBER_BYTES) return { ...line, level: 'green', finding, advice: null };
  return {
    ...line,
    level: freeBytes < FREE_RED_BYTES ? 'red' : 'amber',
    finding,
    advice:
      'Empty the wastebasket and delete downloads: without room the gate can’t write down whom it lets in while the database is away.',
  };
}

function appendLine(appends: AppendTimes): CheckLine {
  const line = { id: 'laptop-append', group: 'laptop', title: 'Writing to the disk' } as const;
  if (appends.outcome === 'failed') {
    return {
      ...line,
      level: 'red',
      finding: `A line could not be written beside the emergency log (${appends.problem}).`,
      advice: 'Free space on this laptop. If it stays so, use another laptop.',
    };
  }
  const { medianMs, p95Ms } = appends;
  const finding = `A line is on the disk after ${medianMs.toFixed(1)} ms (median of 50; p95 ${p95Ms.toFixed(1)} ms).`;
  if (p95Ms < APPEND_AMBER_MS) return { ...line, level: 'green', finding, advice: null };
  return {
    ...line,
    level: p95Ms < APPEND_RED_MS ? 'amber' : 'red',
    finding,
    advice:
      'Close other programs and run the check again. A disk that stays this slow is worn out: use another laptop.',
  };
}

function logLine({ emergency, hasLog }: LaptopFacts): CheckLine {
  const line = { id: 'laptop-log', group: 'laptop', title: 'Emergency log' } as const;
  if (emergency.logProblem !== null) {
    return {
      ...line,
      level: 'red',
      finding: `It can’t be written now (${emergency.logProblem}).`,
      advice: 'Without the database this gate could not decide: see “State” for what to do.',
    };
  }
  if (!hasLog) {
    return {
      ...line,
      level: 'amber',
      finding: 'It is not open yet: which concert this gate is for is not known.',
      advice: 'Let the gate be online once, then run the check again.',
    };
  }
  const { pendingLines, setAsideLines } = emergency;
  if (pendingLines + setAsideLines > 0) {
    return {
      ...line,
      level: 'amber',
      finding: `It can be written. ${pendingLines} lines are to be sent, ${setAsideLines} are set aside.`,
      advice:
        'Leave the gate online until nothing is to be sent, and show what is set aside to the IT person.',
    };
  }
  return { ...line, level: 'green', finding: 'It can be written, and nothing waits in it.', advice: null };
}

function snapshotLine(snapshot: GateState['emergency']['snapshot']): CheckLine {
  const line = { id: 'laptop-snapshot', group: 'laptop', title: 'Copy of the tickets' } as const;
  if (snapshot === null || !snapshot.isComplete) {
    const known = snapshot?.ticketPurchases ?? 0;
    return {
      ...line,
      level: 'red',
      finding:
        known === 0 ? 'There is none on this laptop.' : `It is not whole: ${known} ticket purchases so far.`,
      advice: 'Leave the gate online until the copy is whole: without it this gate can’t go on by itself.',
    };
  }
  const finding = `${snapshot.ticketPurchases} ticket purchases are known here.`;
  if (!snapshot.isOld) return { ...line, level: 'green', finding, advice: null };
  return {
    ...line,
    level: 'amber',
    finding: `${finding} It is older than it may be.`,
    advice: 'Let the gate be online: the copy follows the database by itself.',
  };
}

function powerLine(power: PowerSource | null): CheckLine {
  const line = { id: 'laptop-power', group: 'laptop', title: 'Power supply' } as const;
  switch (power) {
    case 'mains':
      return { ...line, level: 'green', finding: 'It runs on mains power.', advice: null };
    case 'battery':
      return {
        ...line,
        level: 'amber',
        finding: 'It runs on its battery.',
        advice: 'Plug it in: a camera and a bright screen empty a battery in two hours.',
      };
    case null:
      return {
        ...line,
        level: 'amber',
        finding: 'The system does not say whether it is plugged in.',
        advice: 'Look at the plug.',
      };
  }
}

function clockLine(clock: ClockMeasurement | null): CheckLine {
  const line = { id: 'laptop-clock', group: 'laptop', title: 'Clock' } as const;
  if (clock === null) {
    return {
      ...line,
      level: 'amber',
      finding: 'It was not compared with the database’s yet.',
      advice: 'Let the gate be online, then run the check again.',
    };
  }
  const { offsetMs, uncertaintyMs } = clock;
  const by = Math.abs(offsetMs);
  const direction = offsetMs > 0 ? 'behind' : 'ahead of';
  const finding = `${inSeconds(by)} ${direction} the database’s, give or take ${inSeconds(uncertaintyMs)}.`;
  if (by <= CLOCK_AMBER_MS + uncertaintyMs) return { ...line, level: 'green', finding, advice: null };
  return {
    ...line,
    level: by < CLOCK_RED_MS + uncertaintyMs ? 'amber' : 'red',
    finding,
    advice: 'Switch on “set the time automatically” in the system’s settings, now, before the doors open.',
  };
}

function inSeconds(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

function screenLine({ widthPx, heightPx }: ScreenSize): CheckLine {
  const line = { id: 'laptop-screen-size', group: 'laptop', title: 'Screen size' } as const;
  const finding = `${widthPx} x ${heightPx}.`;
  if (widthPx >= SCREEN_LEAST.widthPx && heightPx >= SCREEN_LEAST.heightPx) {
    return { ...line, level: 'green', finding, advice: null };
  }
  return {
    ...line,
    level: 'amber',
    finding,
    advice: `Choose a finer resolution or a smaller scale in the system’s settings: at least ${SCREEN_LEAST.widthPx} x ${SCREEN_LEAST.heightPx}.`,
  };
}
