import type { ArrivalMinute, ResponseTimes, VerdictCounts } from '#shared/night.ts';
import type { RecentAttempt } from '../alerts/facts.ts';
import { createArrivals } from './arrivals.ts';
import { createDurationCounts, timesOf } from './duration-counts.ts';
import { createGateTally, type GateTally } from './gate-tally.ts';
import type { AttemptRow, PlacedAttempt } from './attempt-rows.ts';
import { noVerdicts } from './verdict-counts.ts';

/** What is known of a concert's attempts, kept up to date by those that have come since. */
export type AttemptTally = {
  /**
   * Counts those that were not counted before; says how many of them nobody understands. `changed`: one that was counted has been
   * recorded anew (replay turned a refusal into the admission that it was), so that everything must be counted anew.
   */
  readonly add: (
    attempts: readonly PlacedAttempt[],
  ) => { readonly outcome: 'added'; readonly notUnderstood: number } | { readonly outcome: 'changed' };
  /** Where to read on: all that was recorded before that has been counted. Null before the first one. */
  readonly newest: () => { readonly recordedTime: Date; readonly attemptId: string } | null;
  /** How many rows there were, of whatever purpose, that were recorded before then: `before` lies in what is still remembered. */
  readonly countRecordedBefore: (before: Date) => number;
  /** Forgets what is too old to matter, as of `nowMs`. */
  readonly forget: (nowMs: number) => void;
  /** Ticket purchases that were seen to come in since the mark was set last. */
  readonly admittedSinceMark: () => number;
  readonly setMark: () => void;
  readonly figures: (nowMs: number) => AttemptFigures;
};

export type AttemptFigures = {
  readonly attempts: number;
  readonly refused: number;
  readonly retries: number;
  readonly verdicts: VerdictCounts;
  readonly attemptsLastMinute: number;
  readonly attemptsLastHour: number;
  readonly times: ResponseTimes;
  readonly recentTimes: ResponseTimes;
  readonly arrivals: readonly ArrivalMinute[];
  readonly recent: readonly RecentAttempt[];
  readonly gates: ReadonlyMap<string, GateTally>;
};

const MINUTE_MS = 60_000;
/** For the alerts, and the times of the last five minutes. */
const RECENT_MS = 10 * MINUTE_MS;
const RECENT_TIMES_MS = 5 * MINUTE_MS;
/**
 * How long the ids of counted attempts are remembered, by the time they were recorded: longer than a transaction may take to commit
 * that took its time before. Those are read again and again, and counted once.
 */
export const REMEMBERED_MS = 2 * MINUTE_MS;

/** Makes an empty one. */
export function createAttemptTally(): AttemptTally {
  const remembered = new Map<string, number>();
  const admitted = new Set<number>();
  const verdicts: Record<keyof VerdictCounts, number> = noVerdicts();
  const durations = createDurationCounts();
  const arrivals = createArrivals();
  const gates = new Map<string, ReturnType<typeof createGateTally>>();
  let recent: RecentAttempt[] = [];
  let isSorted = true;
  let rows = 0;
  let attempts = 0;
  let retries = 0;
  let admittedSinceMark = 0;
  let newest: { readonly recordedTime: Date; readonly attemptId: string } | null = null;

  function count(row: AttemptRow): void {
    const { verdict, gate_id: gateId, ticket_purchase_id: ticketPurchaseId, duration_ms: durationMs } = row;
    const atMs = arrivalOf(row);
    attempts += 1;
    retries += row.retries;
    verdicts[verdict] += 1;
    durations.add(durationMs);
    arrivals.add(atMs, verdict === 'admitted');
    if (verdict === 'admitted' && ticketPurchaseId !== null && !admitted.has(ticketPurchaseId)) {
      admitted.add(ticketPurchaseId);
      admittedSinceMark += 1;
    }
    const gate = gates.get(gateId) ?? createGateTally();
    gates.set(gateId, gate);
    gate.add(atMs, verdict);
    const presented = ticketPurchaseId === null ? (row.digest ?? '').toLowerCase() : String(ticketPurchaseId);
    const last = recent.at(-1);
    if (last !== undefined && last.atMs > atMs) isSorted = false;
    recent.push({ atMs, gateId, verdict, presented, ticketPurchaseId, durationMs });
  }

  return {
    add(some) {
      let notUnderstood = 0;
      for (const { attemptId, recordedTime, attempt } of some) {
        const recordedMs = recordedTime.getTime();
        const before = remembered.get(attemptId);
        if (before !== undefined && before !== recordedMs) return { outcome: 'changed' };
        if (before !== undefined) continue;
        remembered.set(attemptId, recordedMs);
        rows += 1;
        if (newest === null || recordedMs >= newest.recordedTime.getTime())
          newest = { recordedTime, attemptId };
        if (attempt === null) notUnderstood += 1;
        else if (attempt.purpose === 'entry') count(attempt);
      }
      return { outcome: 'added', notUnderstood };
    },
    newest: () => newest,
    countRecordedBefore(before) {
      let later = 0;
      for (const recordedMs of remembered.values()) if (recordedMs >= before.getTime()) later += 1;
      return rows - later;
    },
    forget(nowMs) {
      // By the newest that was recorded, and not by the clock: after a quiet hour its neighbours are read again all the same.
      const from = (newest?.recordedTime.getTime() ?? 0) - REMEMBERED_MS;
      for (const [attemptId, recordedMs] of remembered) if (recordedMs < from) remembered.delete(attemptId);
      if (!isSorted) recent.sort((a, b) => a.atMs - b.atMs);
      isSorted = true;
      const kept = recent.findIndex(({ atMs }) => atMs > nowMs - RECENT_MS);
      recent = kept === -1 ? [] : recent.slice(kept);
    },
    admittedSinceMark: () => admittedSinceMark,
    setMark() {
      admittedSinceMark = 0;
    },
    figures(nowMs) {
      const recentDurations = recent.flatMap(({ atMs, durationMs }) =>
        atMs > nowMs - RECENT_TIMES_MS ? [durationMs] : [],
      );
      return {
        attempts,
        refused: attempts - verdicts.admitted,
        retries,
        verdicts: { ...verdicts },
        attemptsLastMinute: recent.filter(({ atMs }) => atMs > nowMs - MINUTE_MS).length,
        attemptsLastHour: arrivals.countSince(nowMs - 60 * MINUTE_MS),
        times: durations.times(),
        recentTimes: timesOf(recentDurations),
        arrivals: arrivals.list(nowMs),
        recent,
        gates,
      };
    },
  };
}

/** A door time that is further from its recording than that is a clock that was never set. */
const PLAUSIBLE_MS = 24 * 60 * MINUTE_MS;

/**
 * When the attempt was at the door, by the database's clock: the laptop's, as far as it was measured. What the database decided without a
 * measurement was at the door when it was recorded.
 */
export function arrivalOf(
  row: Pick<AttemptRow, 'decided_by' | 'door_time' | 'recorded_time' | 'clock_offset_ms'>,
): number {
  const recordedMs = row.recorded_time.getTime();
  if (row.clock_offset_ms === null && row.decided_by === 'database') return recordedMs;
  const atMs = row.door_time.getTime() + (row.clock_offset_ms ?? 0);
  return atMs > recordedMs || atMs < recordedMs - PLAUSIBLE_MS ? recordedMs : atMs;
}
