import { z } from 'zod';
import { DECIDED_VERDICTS } from '#shared/verdict.ts';
import type { KnownAttempt, KnownConflict, KnownTicketPurchase } from './known.ts';
import type { Side } from './side.ts';

/** The database's rows are input like any other: they are checked before they are believed. */

/** A row that this program does not understand; names the column, never a code or a name. */
export class UnknownValueError extends Error {
  override readonly name = 'UnknownValueError';
}

const instant = z.date().nullable();

const lockedRow = z.object({
  id: z.int().positive(),
  qr_code_digest: z.instanceof(Buffer).nullable(),
  status: z.enum(['valid', 'used', 'cancelled']),
  used_at: instant,
  used_gate_id: z.string().nullable(),
  used_by: z.string().nullable(),
});

const digestRow = z.object({ id: z.int().positive(), qr_code_digest: z.instanceof(Buffer).nullable() });

const attemptRow = z.object({
  attempt_id: z.string(),
  code_digest: z.instanceof(Buffer),
  verdict: z.enum(DECIDED_VERDICTS),
  decided_by: z.enum(['database', 'emergency']),
  door_time: z.date(),
});

/** What every row of a side has. */
export const sideFields = {
  operator: z.string(),
  decided_by: z.enum(['database', 'emergency']),
  clock_offset_ms: z.int().nullable(),
  clock_uncertainty_ms: z.int().nonnegative().nullable(),
  emergency_log_id: z.string().nullable(),
  emergency_log_sequence: z.int().nonnegative().nullable(),
};

const admissionRow = z.object({
  ...sideFields,
  ticket_purchase_id: z.int().positive(),
  attempt_id: z.string(),
  gate_id: z.string(),
  door_time: z.date(),
  recorded_time: z.date(),
  duration_ms: z.int().nonnegative(),
});

const conflictSideRow = z.object({
  ...sideFields,
  ticket_purchase_id: z.int().positive(),
  closed_at: instant,
  attempt_id: z.string().nullable(),
  gate_id: z.string().nullable(),
  door_time: instant,
});

/** A locked ticket purchase, before its admissions are known. */
export type LockedTicketPurchase = Omit<KnownTicketPurchase, 'admissions' | 'conflict'>;

/** @throws {UnknownValueError} as every reader here. */
export function readLocked(result: unknown): LockedTicketPurchase[] {
  return readRows('ticket purchase', lockedRow, result).map((row) => ({
    id: row.id,
    codeDigest: row.qr_code_digest,
    status: row.status,
    usedAt: row.used_at,
    usedGateId: row.used_gate_id,
    usedBy: row.used_by,
  }));
}

/** Digests by ticket purchase; null for one without a code. */
export function readDigests(result: unknown): Map<number, Buffer | null> {
  return new Map(
    readRows('ticket purchase', digestRow, result).map(({ id, qr_code_digest }) => [id, qr_code_digest]),
  );
}

export function readAttempts(result: unknown): KnownAttempt[] {
  return readRows('scan attempt', attemptRow, result).map((row) => ({
    attemptId: row.attempt_id,
    codeDigest: row.code_digest,
    verdict: row.verdict,
    decidedBy: row.decided_by,
    doorTime: row.door_time,
  }));
}

/**
 * Admissions by ticket purchase. The door time of one that the database decided is when it was recorded, by the server's
 * clock: nobody measured that laptop's, and the answer took `duration_ms` at the most.
 */
export function readAdmissions(result: unknown): Map<number, Side[]> {
  const rows = readRows('scan attempt', admissionRow, result);
  return groupSides(rows, byPurchase, (row) => {
    const isServerTime = row.decided_by === 'database' && row.clock_offset_ms === null;
    return {
      ...sideOfRow(row),
      doorTime: isServerTime ? row.recorded_time : row.door_time,
      clockOffsetMs: isServerTime ? 0 : row.clock_offset_ms,
      clockUncertaintyMs: isServerTime ? row.duration_ms : row.clock_uncertainty_ms,
    };
  });
}

/** Conflicts by ticket purchase. */
export function readConflicts(result: unknown): Map<number, KnownConflict> {
  const rows = readRows('conflict', conflictSideRow, result);
  const sides = groupSides(rows, byPurchase, sideOfRow);
  return new Map(
    rows.map((row) => [
      row.ticket_purchase_id,
      { isClosed: row.closed_at !== null, sides: sides.get(row.ticket_purchase_id) ?? [] },
    ]),
  );
}

type SideRow = { readonly [K in keyof typeof sideFields]: z.infer<(typeof sideFields)[K]> } & {
  readonly attempt_id: string | null;
  readonly gate_id: string | null;
  readonly door_time: Date | null;
};

/** A side, as a row says it. */
export function sideOfRow(row: SideRow): Side {
  return {
    attemptId: row.attempt_id,
    gateId: row.gate_id,
    operator: row.operator,
    decidedBy: row.decided_by,
    doorTime: row.door_time,
    clockOffsetMs: row.clock_offset_ms,
    clockUncertaintyMs: row.clock_uncertainty_ms,
    logId: row.emergency_log_id,
    sequence: row.emergency_log_sequence,
  };
}

function byPurchase(row: { readonly ticket_purchase_id: number }): number {
  return row.ticket_purchase_id;
}

/** Sides by what they belong to. */
export function groupSides<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => number,
  read: (row: Row) => Side,
): Map<number, Side[]> {
  return new Map([...Map.groupBy(rows, keyOf)].map(([key, own]) => [key, own.map(read)]));
}

/** Reads every row of a result. */
export function readRows<T>(what: string, schema: z.ZodType<T>, result: unknown): T[] {
  const parsed = z.array(schema).safeParse(result);
  if (parsed.success) return parsed.data;
  const columns = new Set(parsed.error.issues.map((issue) => issue.path.slice(1).join('.')));
  throw new UnknownValueError(
    `a ${what} has a value that this program does not know in: ${[...columns].join(', ')}`,
  );
}
