import { z } from 'zod';
import { CAMERA_STATES, POWER_SOURCES } from '#shared/gate-health.ts';
import { readRows } from '#main/emergency/replay/records.ts';
import type { OutageFacts } from '../alerts/facts.ts';
import { count, flag } from '../row-values.ts';

/** The database's rows are input like any other. */

const gateRow = z.object({
  gate_id: z.string(),
  name: z.string().nullable(),
  seen_at: z.date().nullable(),
  program_version: z.string().nullable(),
  clock_offset_ms: z.int().nullable(),
  clock_uncertainty_ms: z.int().nullable(),
  pending_lines: z.int().nullable(),
  started_at: z.date().nullable(),
  closed_at: z.date().nullable(),
  id_shared_at: z.date().nullable(),
  operator: z.string().nullable(),
  concert_id: z.int().nullable(),
  snapshot_age_ms: z.int().nullable(),
  is_snapshot_complete: flag.nullable(),
  camera: z.enum(CAMERA_STATES).nullable(),
  power: z.enum(POWER_SOURCES).nullable(),
  free_disk_bytes: z.int().nullable(),
  last_attempt_at: z.date().nullable(),
  undecided: z.int().nullable(),
  retries: z.int().nullable(),
  deadlocks: z.int().nullable(),
  recent_median_ms: z.int().nullable(),
  recent_p95_ms: z.int().nullable(),
});
export type GateRow = z.infer<typeof gateRow>;

export function readGateRows(result: unknown): GateRow[] {
  return readRows('gate', gateRow, result);
}

const nowRows = z.tuple([z.object({ now: z.date() })]);

export function readNow(result: unknown): Date {
  return nowRows.parse(result)[0].now;
}

const outageRow = z.object({
  gate_id: z.string(),
  began_at: z.date(),
  ended_at: z.date(),
  cause: z.string(),
  decided: count,
  admitted: count,
});

/** The one that ended last, a gate each. */
export function readOutages(result: unknown): OutageFacts[] {
  const newest = readRows('outage', outageRow, result).toSorted(
    (a, b) => Number(a.ended_at) - Number(b.ended_at),
  );
  const byGate = new Map(newest.map((row) => [row.gate_id, row]));
  return [...byGate.values()].map((row) => ({
    gateId: row.gate_id,
    beganAtMs: row.began_at.getTime(),
    endedAtMs: row.ended_at.getTime(),
    cause: row.cause,
    decided: row.decided,
    admitted: row.admitted,
  }));
}

const conflictRow = z.object({ n: count, newest: z.date().nullable() });

export function readOpenConflicts(result: unknown): {
  readonly open: number;
  readonly newestOpenedAtMs: number | null;
} {
  const [row] = readRows('count of conflicts', conflictRow, result);
  return { open: row?.n ?? 0, newestOpenedAtMs: row?.newest?.getTime() ?? null };
}

const setAsideRow = z.object({ gate_id: z.string(), n: count, newest: z.date() });

export function readSetAside(
  result: unknown,
): { readonly gateId: string; readonly lines: number; readonly newestAtMs: number }[] {
  return readRows('count of lines set aside', setAsideRow, result).map((row) => ({
    gateId: row.gate_id,
    lines: row.n,
    newestAtMs: row.newest.getTime(),
  }));
}

const statusRow = z.object({ Variable_name: z.string(), Value: count });

/** The server's counters by name; one that a server does not have is nought. */
export function readServerStatus(result: unknown): (name: string) => number {
  const rows = readRows('server status', statusRow, result);
  const byName = new Map(rows.map((row) => [row.Variable_name.toLowerCase(), row.Value]));
  return (name) => byName.get(name.toLowerCase()) ?? 0;
}

const numberRow = z.object({ n: count });

export function readNumber(result: unknown): number {
  return readRows('number', numberRow, result)[0]?.n ?? 0;
}

const nameRow = z.object({ id: z.int(), name: z.string().nullable() });

export function readNames(result: unknown): Map<number, string | null> {
  return new Map(readRows('holder', nameRow, result).map(({ id, name }) => [id, name]));
}
