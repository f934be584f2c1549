import { z } from 'zod';
import { DECISION_BASES } from '#shared/on-its-own.ts';
import { DECIDED_VERDICTS } from '#shared/verdict.ts';
import { readRows } from '#main/emergency/replay/records.ts';
import { timeAtDoor } from '../integrity/attempts.ts';
import type { ReportAttempt, ReportConcert, ReportGate, ReportHolder, ReportOutage } from './facts.ts';

/** The database's rows are input like any other: they are checked before they are believed. */

const count = z.int().nonnegative();
const text = z.string().nullable();
const instant = z.date().nullable();

const concertRow = z.object({
  id: z.int(),
  title: z.string(),
  venue: text,
  starts_at: instant,
  entry_opens_at: instant,
  entry_closes_at: instant,
  read_at: z.date(),
});

export function readConcerts(result: unknown): readonly (ReportConcert & { readonly readAt: Date })[] {
  return readRows('concert', concertRow, result).map((row) => ({
    id: row.id,
    title: row.title,
    venue: row.venue,
    startsAt: row.starts_at,
    entryOpensAt: row.entry_opens_at,
    entryClosesAt: row.entry_closes_at,
    readAt: row.read_at,
  }));
}

const lastScannedRow = z.object({ concert_id: z.int(), last_at: z.date() });

/** The concert that was scanned for last; null before the first scan. */
export function readLastScanned(result: unknown): number | null {
  const rows = readRows('last attempt', lastScannedRow, result);
  return (
    rows.toSorted((one, other) => other.last_at.getTime() - one.last_at.getTime())[0]?.concert_id ?? null
  );
}

const attemptRow = z.object({
  attempt_id: z.string(),
  ticket_purchase_id: z.int().nullable(),
  gate_id: z.string(),
  operator: z.string(),
  purpose: z.enum(['entry', 'walk-in-sale', 'undo']),
  verdict: z.enum(DECIDED_VERDICTS),
  decided_by: z.enum(['database', 'emergency']),
  basis: z.enum(DECISION_BASES),
  note: text,
  door_time: z.date(),
  recorded_time: z.date(),
  clock_offset_ms: z.int().nullable(),
  duration_ms: count,
  retries: count,
  unknown_code: z.instanceof(Buffer).nullable(),
});
export type AttemptRow = z.infer<typeof attemptRow>;

export function readAttemptRows(result: unknown): readonly AttemptRow[] {
  return readRows('attempt', attemptRow, result);
}

export function attemptOfRow(row: AttemptRow): ReportAttempt {
  return {
    attemptId: row.attempt_id,
    ticketPurchaseId: row.ticket_purchase_id,
    gateId: row.gate_id,
    operator: row.operator,
    verdict: row.verdict,
    decidedBy: row.decided_by,
    basis: row.basis,
    note: row.note,
    atMs: timeAtDoor({
      decidedBy: row.decided_by,
      doorTime: row.door_time,
      recordedTime: row.recorded_time,
      clockOffsetMs: row.clock_offset_ms,
    }).getTime(),
    durationMs: row.duration_ms,
    retries: row.retries,
    unknownCode: row.unknown_code?.toString('hex') ?? null,
  };
}

const gateRow = z.object({
  gate_id: z.string(),
  name: text,
  program_version: text,
  started_at: instant,
  undecided: count.nullable(),
  deadlocks: count.nullable(),
  lock_waits: count.nullable(),
  pending_lines: count.nullable(),
});

export function readGates(result: unknown): readonly ReportGate[] {
  return readRows('gate', gateRow, result).map((row) => ({
    gateId: row.gate_id,
    name: row.name,
    programVersion: row.program_version,
    startedAt: row.started_at,
    undecided: row.undecided ?? 0,
    deadlocks: row.deadlocks ?? 0,
    lockWaits: row.lock_waits ?? 0,
    pendingLines: row.pending_lines ?? 0,
  }));
}

const outageRow = z.object({
  gate_id: z.string(),
  began_at: z.date(),
  ended_at: z.date(),
  cause: z.string(),
  decided: count,
  admitted: count,
});

export function readOutages(result: unknown): readonly ReportOutage[] {
  return readRows('outage', outageRow, result).map((row) => ({
    gateId: row.gate_id,
    beganAt: row.began_at,
    endedAt: row.ended_at,
    cause: row.cause,
    decided: row.decided,
    admitted: row.admitted,
  }));
}

const holderRow = z.object({
  id: z.int(),
  is_walk_in: z.union([z.boolean(), z.int()]).transform(Boolean),
  student_name: text,
  teacher_name: text,
  ticket_kind: text,
});

export function readHolders(result: unknown): readonly (readonly [number, ReportHolder])[] {
  return readRows('ticket purchase', holderRow, result).map((row) => [
    row.id,
    { name: row.student_name ?? row.teacher_name, kind: kindOf(row), ticketKind: row.ticket_kind },
  ]);
}

function kindOf(row: z.infer<typeof holderRow>): ReportHolder['kind'] {
  if (row.is_walk_in) return 'walk-in';
  if (row.student_name !== null) return 'student';
  return row.teacher_name === null ? 'guest' : 'teacher';
}
