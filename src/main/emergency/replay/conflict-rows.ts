import { z } from 'zod';
import type { Conflict } from '#shared/conflict.ts';
import { groupSides, readRows, sideFields, sideOfRow } from './records.ts';
import type { Side } from './side.ts';

const conflictRow = z.object({
  id: z.int().positive(),
  version: z.int().nonnegative(),
  ticket_purchase_id: z.int().positive(),
  opened_at: z.date(),
  closed_at: z.date().nullable(),
  closings: z.string().nullable(),
  holder_name: z.string().nullable(),
  ticket_kind: z.string().nullable(),
});

/** The rows of `conflicts`, without their sides. */
export function readConflictCases(result: unknown): Omit<Conflict, 'sides'>[] {
  return readRows('conflict', conflictRow, result).map((row) => ({
    conflictId: row.id,
    version: row.version,
    ticketPurchaseId: row.ticket_purchase_id,
    holderName: row.holder_name,
    ticketKind: row.ticket_kind,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    closings: row.closings,
  }));
}

const sideRow = z.object({
  ...sideFields,
  conflict_id: z.int().positive(),
  attempt_id: z.string().nullable(),
  gate_id: z.string().nullable(),
  door_time: z.date().nullable(),
});

/** Sides by conflict. */
export function readSides(result: unknown): Map<number, Side[]> {
  return groupSides(readRows('conflict side', sideRow, result), (row) => row.conflict_id, sideOfRow);
}

/** The one number of a count. */
export function readCounts(result: unknown): number {
  return readRows('count', z.object({ n: z.int().nonnegative() }), result)[0]?.n ?? 0;
}
