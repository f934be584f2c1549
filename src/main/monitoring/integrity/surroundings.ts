import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { ask } from '#main/database/ask.ts';
import { askDatabaseId, readDatabaseId } from '#main/database/database-id.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import { readRows } from '#main/emergency/replay/records.ts';
import { PAGE_LIMIT_MS } from './pages.ts';

const { placeholder } = sql;
const instant = z.date().nullable();

const READ_CLOCK = 'select utc_timestamp(3) as now';
const clockRow = z.object({ now: z.date() });

/** All of them: an attempt may have been at another concert's gate. */
const SELECT_CONCERTS =
  'select id, title, starts_at, entry_opens_at, entry_closes_at from concerts order by starts_at is null, starts_at, id';
const concertRow = z
  .object({
    id: z.int().positive(),
    title: z.string().nullable(),
    starts_at: instant,
    entry_opens_at: instant,
    entry_closes_at: instant,
  })
  .transform((row) => ({
    id: row.id,
    title: row.title ?? `Concert ${row.id}`,
    startsAt: row.starts_at,
    entryOpensAt: row.entry_opens_at,
    entryClosesAt: row.entry_closes_at,
  }));
export type BookedConcert = z.infer<typeof concertRow>;

const SELECT_GATES = `select gate_id, concert_id, clock_offset_ms, clock_uncertainty_ms, pending_lines, last_log_id,
  last_log_sequence, seen_at from gate_states order by gate_id`;
const gateRow = z
  .object({
    gate_id: z.string(),
    concert_id: z.int().positive().nullable(),
    clock_offset_ms: z.int().nullable(),
    clock_uncertainty_ms: z.int().nonnegative().nullable(),
    pending_lines: z.int().nonnegative(),
    last_log_id: z.string().nullable(),
    last_log_sequence: z.int().nonnegative().nullable(),
    seen_at: z.date(),
  })
  .transform((row) => ({
    gateId: row.gate_id,
    concertId: row.concert_id,
    clockOffsetMs: row.clock_offset_ms,
    clockUncertaintyMs: row.clock_uncertainty_ms,
    pendingLines: row.pending_lines,
    lastLogId: row.last_log_id,
    lastLogSequence: row.last_log_sequence,
    seenAt: row.seen_at,
  }));
/** What a gate last said of itself. */
export type BookedGate = z.infer<typeof gateRow>;

const selectConflicts = sqlStatement<{ concertId: number | null }>(sql`
  select c.id, c.ticket_purchase_id, c.opened_at, c.closed_at, c.closings, d.attempt_id, d.conflict_id, d.gate_id
  from conflicts c left join conflict_sides d on d.conflict_id = c.id
  where ${placeholder('concertId')} is null or c.concert_id = ${placeholder('concertId')}
  order by c.id, d.id`);
const conflictRow = z.object({
  id: z.int().positive(),
  ticket_purchase_id: z.int().positive(),
  opened_at: z.date(),
  closed_at: instant,
  closings: z.string().nullable(),
  attempt_id: z.string().nullable(),
  /** Null for a conflict without any side. */
  conflict_id: z.int().positive().nullable(),
  gate_id: z.string().nullable(),
});

export type BookedConflict = {
  readonly conflictId: number;
  readonly ticketPurchaseId: number;
  readonly openedAt: Date;
  readonly isClosed: boolean;
  readonly closings: string;
  /** The attempt is null for an admission that left none: the web version's. */
  readonly sides: readonly { readonly attemptId: string | null; readonly gateId: string | null }[];
};

/** What stands around attempts and ticket purchases. */
export type Surroundings = {
  readonly now: Date;
  readonly databaseId: string;
  readonly concerts: readonly BookedConcert[];
  readonly gates: readonly BookedGate[];
  readonly conflicts: readonly BookedConflict[];
};

/**
 * Reads all of it in one round trip; the conflicts of one concert (null: of all).
 * @throws the driver's error, UnknownValueError, or a ZodError for a database without an identity.
 */
export async function readSurroundings(view: SessionPool, concertId: number | null): Promise<Surroundings> {
  const statements = [
    READ_CLOCK,
    askDatabaseId(),
    SELECT_CONCERTS,
    SELECT_GATES,
    selectConflicts({ concertId }),
  ];
  const [clock, identity, concerts, gates, conflicts] = await ask(
    view,
    'read what surrounds the books',
    statements,
    PAGE_LIMIT_MS,
  );
  const [{ now } = { now: new Date(NaN) }] = readRows('clock', clockRow, clock);
  return {
    now,
    databaseId: readDatabaseId(identity),
    concerts: readRows('concert', concertRow, concerts),
    gates: readRows('gate’s state', gateRow, gates),
    conflicts: joinSides(readRows('conflict', conflictRow, conflicts)),
  };
}

function joinSides(rows: readonly z.infer<typeof conflictRow>[]): BookedConflict[] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((own) => {
    const [row] = own;
    if (row === undefined) return [];
    const sides = own
      .filter(({ conflict_id: conflictId }) => conflictId !== null)
      .map(({ attempt_id: attemptId, gate_id: gateId }) => ({ attemptId, gateId }));
    return [
      {
        conflictId: row.id,
        ticketPurchaseId: row.ticket_purchase_id,
        openedAt: row.opened_at,
        isClosed: row.closed_at !== null,
        closings: row.closings ?? '',
        sides,
      },
    ];
  });
}
