import { sql } from 'drizzle-orm';
import type { Conflict } from '#shared/conflict.ts';
import { ask } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import { readConflictCases, readCounts, readSides } from './conflict-rows.ts';
import { compareSides, type Side } from './side.ts';

const { placeholder } = sql;

const casesFrom = sql`
  select c.id, c.version, c.ticket_purchase_id, c.opened_at, c.closed_at, c.closings,
    coalesce(s.name, t.name) as holder_name, k.ticket_type as ticket_kind
  from conflicts c
  left join ticket_purchases p on p.id = c.ticket_purchase_id
  left join tickets k on k.id = p.ticket_id
  left join students s on s.id = p.student_id
  left join teachers t on t.id = p.teacher_id`;

const sidesFrom = sql`
  select d.conflict_id, d.attempt_id, d.gate_id, d.operator, d.decided_by, d.door_time, d.clock_offset_ms,
    d.clock_uncertainty_ms, d.emergency_log_id, d.emergency_log_sequence
  from conflict_sides d join conflicts c on c.id = d.conflict_id`;

const selectConflicts = sqlStatement<{ concertId: number | null; isOpenOnly: boolean }>(sql`
  ${casesFrom}
  where (${placeholder('concertId')} is null or c.concert_id = ${placeholder('concertId')})
    and (not ${placeholder('isOpenOnly')} or c.closed_at is null)
  order by c.closed_at is not null, c.opened_at desc, c.id desc`);

const selectSides = sqlStatement<{ concertId: number | null; isOpenOnly: boolean }>(sql`
  ${sidesFrom}
  where (${placeholder('concertId')} is null or c.concert_id = ${placeholder('concertId')})
    and (not ${placeholder('isOpenOnly')} or c.closed_at is null)`);

/**
 * Conflicts of a concert (null: of all), open ones first, each with its sides in the order of their door times.
 * @throws the driver's error when the database is away.
 */
export async function listConflicts(
  pool: SessionPool,
  filter: { readonly concertId: number | null; readonly isOpenOnly: boolean },
): Promise<readonly Conflict[]> {
  const [caseRows, sideRows] = await ask(pool, 'list conflicts', [
    selectConflicts(filter),
    selectSides(filter),
  ]);
  return conflictsOf(caseRows, sideRows);
}

/** Both go by the unique index of `ticket_purchase_id`: a ticket purchase has one conflict at the most. */
const selectConflictOfTicket = sqlStatement<{ id: number }>(
  sql`${casesFrom} where c.ticket_purchase_id = ${placeholder('id')}`,
);
const selectSidesOfTicket = sqlStatement<{ id: number }>(
  sql`${sidesFrom} where c.ticket_purchase_id = ${placeholder('id')}`,
);

/**
 * The conflict of one ticket purchase, open or closed; null where it has none.
 * @throws the driver's error when the database is away.
 */
export async function findConflictOfTicket(
  pool: SessionPool,
  ticketPurchaseId: number,
): Promise<Conflict | null> {
  const [caseRows, sideRows] = await ask(pool, 'find conflict of ticket', [
    selectConflictOfTicket({ id: ticketPurchaseId }),
    selectSidesOfTicket({ id: ticketPurchaseId }),
  ]);
  return conflictsOf(caseRows, sideRows)[0] ?? null;
}

function conflictsOf(caseRows: unknown, sideRows: unknown): readonly Conflict[] {
  const sides = readSides(sideRows);
  return readConflictCases(caseRows).map((conflict) => ({
    ...conflict,
    sides: (sides.get(conflict.conflictId) ?? []).toSorted(compareSides).map(sideInWords),
  }));
}

function sideInWords(side: Side): Conflict['sides'][number] {
  const { gateId, operator, decidedBy, doorTime, logId, sequence } = side;
  return {
    gateId,
    operator,
    decidedBy,
    doorTime:
      doorTime === null
        ? null
        : {
            at: doorTime.toISOString(),
            offsetMs: side.clockOffsetMs,
            uncertaintyMs: side.clockUncertaintyMs,
          },
    logLine: logId === null || sequence === null ? null : { logId, sequence },
  };
}

const countOpen = sqlStatement<{ concertId: number | null }>(sql`
  select count(*) as n from conflicts c
  where (${placeholder('concertId')} is null or c.concert_id = ${placeholder('concertId')}) and c.closed_at is null`);

/**
 * How many conflicts of a concert (null: of all) nobody has closed.
 * @throws the driver's error when the database is away.
 */
export async function countOpenConflicts(pool: SessionPool, concertId: number | null): Promise<number> {
  const [rows] = await ask(pool, 'count conflicts', [countOpen({ concertId })]);
  return readCounts(rows);
}
