import type { LoggedMinute } from './log-analysis.ts';

/** What all gates scanned in one minute of the clock. */
export type BusyMinute = {
  /** Its beginning. */
  readonly minute: string;
  readonly attempts: number;
  readonly gates: number;
};

const MINUTE_MS = 60_000;

/**
 * The minutes of the clock, busiest first. A gate's minute counts where its larger part lies: each gate's ends at its own second.
 */
export function busiestMinutes(minutes: readonly LoggedMinute[]): readonly BusyMinute[] {
  const byMinute = Map.groupBy(minutes, ({ at }) => Math.floor((Date.parse(at) - MINUTE_MS / 2) / MINUTE_MS));
  return [...byMinute]
    .map(([minute, own]) => ({
      minute: new Date(minute * MINUTE_MS).toISOString(),
      attempts: own.reduce((sum, { attempts }) => sum + attempts, 0),
      gates: new Set(own.map(({ gateId }) => gateId)).size,
    }))
    .toSorted((one, other) => other.attempts - one.attempts);
}
