import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { DECISION_BASES } from '#shared/on-its-own.ts';
import { DECIDED_VERDICTS } from '#shared/verdict.ts';
import { ask } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import { readRows } from '#main/emergency/replay/records.ts';
import { ASK_STATUS, PAGE_LIMIT_MS, PAGE_ROWS, TICKET_STATUSES } from './pages.ts';

const { placeholder } = sql;

/**
 * By the primary key, whatever an optimiser thinks: by another index every page would sort all that is left. An attempt is of a
 * concert where its gate admitted to it, or its ticket is for it.
 */
const selectPage = sqlStatement<{ after: string; concertId: number | null; rows: number }>(sql`
  select a.attempt_id, a.ticket_purchase_id, a.concert_id, a.gate_id, a.operator, a.verdict, a.decided_by, a.basis,
    a.code_digest, a.door_time, a.recorded_time, a.duration_ms, a.clock_offset_ms, a.clock_uncertainty_ms,
    a.emergency_log_id, a.emergency_log_sequence, p.qr_code_digest,
    if(p.id is null, null, ${ASK_STATUS}) as status, k.id as ticket_id, k.concert_id as ticket_concert_id
  from scan_attempts a force index (primary)
  left join ticket_purchases p on p.id = a.ticket_purchase_id
  left join tickets k on k.id = p.ticket_id
  where a.attempt_id > ${placeholder('after')} and a.purpose = 'entry'
    and (${placeholder('concertId')} is null or a.concert_id = ${placeholder('concertId')}
      or k.concert_id = ${placeholder('concertId')})
  order by a.attempt_id limit ${placeholder('rows')}`);

const attemptRow = z.object({
  attempt_id: z.string(),
  ticket_purchase_id: z.int().positive().nullable(),
  concert_id: z.int().positive().nullable(),
  gate_id: z.string(),
  operator: z.string(),
  verdict: z.enum(DECIDED_VERDICTS),
  decided_by: z.enum(['database', 'emergency']),
  basis: z.enum(DECISION_BASES),
  code_digest: z.instanceof(Buffer),
  door_time: z.date(),
  recorded_time: z.date(),
  duration_ms: z.int().nonnegative(),
  clock_offset_ms: z.int().nullable(),
  clock_uncertainty_ms: z.int().nonnegative().nullable(),
  emergency_log_id: z.string().nullable(),
  emergency_log_sequence: z.int().nonnegative().nullable(),
  qr_code_digest: z.instanceof(Buffer).nullable(),
  status: z.enum(TICKET_STATUSES).nullable(),
  ticket_id: z.int().positive().nullable(),
  ticket_concert_id: z.int().positive().nullable(),
});

/** An attempt at entry as the books look at it. */
export type BookedAttempt = ReturnType<typeof attemptOf>;

function attemptOf(row: z.infer<typeof attemptRow>) {
  const { status, qr_code_digest: codeDigest, ticket_id: ticketId, ticket_concert_id: concertId } = row;
  return {
    attemptId: row.attempt_id,
    ticketPurchaseId: row.ticket_purchase_id,
    /** That the gate admitted to. */
    concertId: row.concert_id,
    gateId: row.gate_id,
    operator: row.operator,
    verdict: row.verdict,
    decidedBy: row.decided_by,
    basis: row.basis,
    codeDigest: row.code_digest,
    doorTime: row.door_time,
    recordedTime: row.recorded_time,
    durationMs: row.duration_ms,
    clockOffsetMs: row.clock_offset_ms,
    clockUncertaintyMs: row.clock_uncertainty_ms,
    logLine:
      row.emergency_log_id === null || row.emergency_log_sequence === null
        ? null
        : { logId: row.emergency_log_id, sequence: row.emergency_log_sequence },
    /** The ticket purchase that it names, as it stands now; null where there is none. */
    purchase:
      status === null || ticketId === null || concertId === null
        ? null
        : { status, codeDigest, ticketId, concertId },
  };
}

/**
 * All attempts of a concert (null: of all), a page at a time.
 * @throws the driver's error, or UnknownValueError for a row that this program does not understand.
 */
export async function* readAttempts(
  view: SessionPool,
  concertId: number | null,
): AsyncGenerator<readonly BookedAttempt[]> {
  for (let after = ''; ;) {
    const [rows] = await ask(
      view,
      'read attempts',
      [selectPage({ after, concertId, rows: PAGE_ROWS })],
      PAGE_LIMIT_MS,
    );
    const page = readRows('scan attempt', attemptRow, rows).map(attemptOf);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_ROWS) return;
    after = last.attemptId;
  }
}

/**
 * When an attempt was at the door by the database's clock, as far as anybody measured. What the database decided was at the door when
 * it was recorded: nobody measured that laptop's clock, and the answer took `durationMs` at the most.
 */
export function timeAtDoor(
  attempt: Pick<BookedAttempt, 'decidedBy' | 'doorTime' | 'recordedTime' | 'clockOffsetMs'>,
): Date {
  const { decidedBy, doorTime, recordedTime, clockOffsetMs } = attempt;
  if (decidedBy === 'database' && clockOffsetMs === null) return recordedTime;
  return new Date(doorTime.getTime() + (clockOffsetMs ?? 0));
}
