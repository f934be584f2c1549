import { compareGateIds } from '#shared/gate-order.ts';
import type { GateFacts } from '../alerts/facts.ts';
import { THRESHOLDS } from '../alerts/thresholds.ts';
import type { GateTally } from './gate-tally.ts';
import type { GateRow } from './rows.ts';
import { noVerdicts } from './verdict-counts.ts';

/**
 * The gates of a concert: those that stand for it or had attempts at it, and those that were never seen tonight; gates of another
 * concert have a monitor of their own.
 */
export function gatesOfNight(seen: {
  readonly rows: readonly GateRow[];
  readonly concertId: number | null;
  readonly nowMs: number;
  readonly tallies: ReadonlyMap<string, GateTally>;
  readonly attemptsLastMinute: ReadonlyMap<string, number>;
  readonly setAside: ReadonlyMap<string, number>;
}): GateFacts[] {
  const { rows, concertId, tallies } = seen;
  return rows
    .filter((row) => isOfConcert(row, concertId) || tallies.has(row.gate_id))
    .map((row) => gateFacts(row, seen))
    .toSorted((a, b) => compareGateIds(a.gateId, b.gateId));
}

/** A gate that has not said which concert it is for may be for this one. */
function isOfConcert(row: GateRow, concertId: number | null): boolean {
  return row.concert_id === null || concertId === null || row.concert_id === concertId;
}

function gateFacts(row: GateRow, seen: Parameters<typeof gatesOfNight>[0]): GateFacts {
  const { nowMs, tallies } = seen;
  const tally = tallies.get(row.gate_id);
  const seenAtMs = row.seen_at?.getTime() ?? null;
  const silentMs = seenAtMs === null ? null : Math.max(0, nowMs - seenAtMs);
  const saidLastMs = row.last_attempt_at?.getTime() ?? null;
  const countedLastMs = tally?.lastAtMs() ?? null;
  // What it says it answered may have been at another concert; undecided attempts are in no table.
  const lastAttemptAtMs =
    saidLastMs === null || countedLastMs === null
      ? (saidLastMs ?? countedLastMs)
      : Math.max(saidLastMs, countedLastMs);
  return {
    gateId: row.gate_id,
    name: row.name,
    operator: row.operator ?? '',
    standing: standingOf(row, silentMs),
    silentMs,
    lastAttemptAt: lastAttemptAtMs === null ? null : new Date(lastAttemptAtMs).toISOString(),
    verdicts: tally?.verdicts() ?? noVerdicts(),
    attempts: tally?.attempts() ?? 0,
    attemptsLastMinute: seen.attemptsLastMinute.get(row.gate_id) ?? 0,
    recentMedianMs: row.recent_median_ms,
    recentP95Ms: row.recent_p95_ms,
    undecided: row.undecided ?? 0,
    retries: row.retries ?? 0,
    deadlocks: row.deadlocks ?? 0,
    pendingLines: row.pending_lines ?? 0,
    setAsideLines: seen.setAside.get(row.gate_id) ?? 0,
    snapshotAgeMs: row.snapshot_age_ms,
    isSnapshotComplete: row.is_snapshot_complete,
    clockOffsetMs: row.clock_offset_ms,
    clockUncertaintyMs: row.clock_uncertainty_ms,
    camera: row.camera,
    power: row.power,
    freeDiskBytes: row.free_disk_bytes,
    programVersion: row.program_version ?? '',
    seenAtMs,
    startedAtMs: row.started_at?.getTime() ?? null,
    lastAttemptAtMs,
    idSharedAtMs: row.id_shared_at?.getTime() ?? null,
  };
}

function standingOf(row: GateRow, silentMs: number | null): GateFacts['standing'] {
  if (silentMs === null || silentMs > THRESHOLDS.tonightMs) return 'never-seen';
  if (row.closed_at !== null) return 'closed';
  if (silentMs > THRESHOLDS.notHeardMs) return 'not-heard';
  return (row.pending_lines ?? 0) > 0 ? 'catching-up' : 'well';
}
