import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { TicketHistory } from '#shared/control-room.ts';
import { ask } from '#main/database/ask.ts';
import { scanAttempts } from '#main/database/schema/index.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import { readCounts } from '#main/emergency/replay/conflict-rows.ts';
import { findConflictOfTicket } from '#main/emergency/replay/conflicts.ts';
import { readRows, sideFields } from '#main/emergency/replay/records.ts';
import { foundTicket, ticketColumns, ticketRow, ticketSurroundings } from './ticket-rows.ts';

const { placeholder } = sql;

/** Nobody reads more; a code that a scanner sees all night may have thousands. */
const MOST_ATTEMPTS = 500;

const selectTicket = sqlStatement<{ id: number }>(
  sql`select ${ticketColumns} from ${ticketSurroundings} where p.id = ${placeholder('id')}`,
);

const attemptColumns = sql`attempt_id, door_time, recorded_time, gate_id, operator, verdict, decided_by, basis, note,
  duration_ms, retries, clock_offset_ms, clock_uncertainty_ms, emergency_log_id, emergency_log_sequence`;

/**
 * The newest ones, and whatever let somebody in: nobody looks for anything else first. Both go by the index
 * scan_attempts_ticket_verdict_index.
 */
const selectAttempts = sqlStatement<{ id: number }>(sql`
  (select ${attemptColumns} from ${scanAttempts} where ticket_purchase_id = ${placeholder('id')}
    order by recorded_time desc, attempt_id desc limit ${sql.raw(String(MOST_ATTEMPTS))})
  union distinct
  (select ${attemptColumns} from ${scanAttempts}
    where ticket_purchase_id = ${placeholder('id')} and verdict = 'admitted')`);

const countAttempts = sqlStatement<{ id: number }>(
  sql`select count(*) as n from ${scanAttempts} where ticket_purchase_id = ${placeholder('id')}`,
);

const attemptRow = z.object({
  ...sideFields,
  attempt_id: z.string(),
  door_time: z.date(),
  recorded_time: z.date(),
  gate_id: z.string(),
  verdict: z.string(),
  basis: z.string(),
  note: z.string().nullable(),
  duration_ms: z.int().nonnegative(),
  retries: z.int().nonnegative(),
});
type AttemptRow = z.infer<typeof attemptRow>;

/**
 * A ticket purchase with the attempts at it (the newest five hundred and every admission) and its conflict; null for one that is not
 * there.
 * @throws the driver's error when the database is away.
 */
export async function readTicketHistory(
  pool: SessionPool,
  ticketPurchaseId: number,
): Promise<TicketHistory | null> {
  const [[ticketRows, attemptRows, countRows], conflict] = await Promise.all([
    ask(pool, 'read ticket history', [
      selectTicket({ id: ticketPurchaseId }),
      selectAttempts({ id: ticketPurchaseId }),
      countAttempts({ id: ticketPurchaseId }),
    ]),
    findConflictOfTicket(pool, ticketPurchaseId),
  ]);
  const [ticket] = readRows('ticket purchase', ticketRow, ticketRows);
  if (ticket === undefined) return null;
  return {
    ticket: foundTicket(ticket),
    usedAt: ticket.used_at?.toISOString() ?? null,
    usedGateId: ticket.used_gate_id,
    attempts: readRows('scan attempt', attemptRow, attemptRows)
      .map(attemptInWords)
      .toSorted((one, other) => one.doorTime.localeCompare(other.doorTime)),
    allAttempts: readCounts(countRows),
    conflict,
  };
}

function attemptInWords(row: AttemptRow): TicketHistory['attempts'][number] {
  const { emergency_log_id: logId, emergency_log_sequence: sequence } = row;
  return {
    attemptId: row.attempt_id,
    doorTime: doorTimeByServer(row).toISOString(),
    recordedTime: row.recorded_time.toISOString(),
    gateId: row.gate_id,
    operator: row.operator,
    verdict: row.verdict,
    decidedBy: row.decided_by,
    basis: row.basis,
    note: row.note,
    durationMs: row.duration_ms,
    retries: row.retries,
    clockUncertaintyMs: row.clock_uncertainty_ms,
    logLine: logId === null || sequence === null ? null : { logId, sequence },
  };
}

/**
 * When it was at the door, by the database's clock as far as anybody measured: attempts at several gates stand in one list. Of what
 * the database decided nobody did, and it was recorded at once.
 */
function doorTimeByServer(row: AttemptRow): Date {
  if (row.clock_offset_ms !== null) return new Date(row.door_time.getTime() + row.clock_offset_ms);
  return row.decided_by === 'database' ? row.recorded_time : row.door_time;
}
