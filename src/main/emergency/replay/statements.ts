import { eq, sql } from 'drizzle-orm';
import { format, raw } from 'mysql2';
import {
  conflicts,
  conflictSides,
  scanAttempts,
  setAsideLines,
  ticketPurchases,
  tickets,
} from '#main/database/schema/index.ts';
import { queryBuilder, sqlStatement, statement } from '#main/database/statement.ts';
import type { Use } from './known.ts';
import type { Side } from './side.ts';

/** Replay's statements: texts written once, filled with escaped values, sent many to a round trip. */

const { placeholder } = sql;

export const BEGIN = 'START TRANSACTION';
export const COMMIT = 'COMMIT';
export const ROLLBACK = 'ROLLBACK';

const lockedColumns = {
  id: ticketPurchases.id,
  codeDigest: ticketPurchases.qrCodeDigest,
  status: ticketPurchases.status,
  usedAt: ticketPurchases.usedAt,
  usedGateId: ticketPurchases.usedGateId,
  usedBy: ticketPurchases.usedBy,
};

/** Locks a ticket purchase by the way that every admission goes: the unique digest index. One statement a row, so that no
 * optimiser prefers another way. */
export const lockByDigest = statement<{ codeDigest: Buffer }>(
  queryBuilder
    .select(lockedColumns)
    .from(ticketPurchases)
    .where(eq(ticketPurchases.qrCodeDigest, placeholder('codeDigest')))
    .for('update'),
);

/** Locks one that has no code, which no admission ever locks. */
export const lockById = statement<{ id: number }>(
  queryBuilder
    .select(lockedColumns)
    .from(ticketPurchases)
    .where(eq(ticketPurchases.id, placeholder('id')))
    .for('update'),
);

/** The digests of ticket purchases that a lead named by their ids. No lock: the digest is the way to that. */
export const findDigests = sqlStatement<{ ids: readonly number[] }>(
  sql`select ${ticketPurchases.id}, ${ticketPurchases.qrCodeDigest} from ${ticketPurchases}
    where ${ticketPurchases.id} in (${placeholder('ids')})`,
);

/** What is on record under these attempt ids. Only to be trusted under the locks. */
export const findAttempts = sqlStatement<{ attemptIds: readonly string[] }>(
  sql`select ${scanAttempts.attemptId}, ${scanAttempts.codeDigest}, ${scanAttempts.verdict}, ${scanAttempts.decidedBy},
    ${scanAttempts.doorTime}
    from ${scanAttempts} where ${scanAttempts.attemptId} in (${placeholder('attemptIds')})`,
);

const sideOfAttempt = sql`${scanAttempts.ticketPurchaseId}, ${scanAttempts.attemptId}, ${scanAttempts.gateId},
  ${scanAttempts.operator}, ${scanAttempts.decidedBy}, ${scanAttempts.doorTime}, ${scanAttempts.recordedTime},
  ${scanAttempts.durationMs}, ${scanAttempts.clockOffsetMs}, ${scanAttempts.clockUncertaintyMs},
  ${scanAttempts.emergencyLogId}, ${scanAttempts.emergencyLogSequence}`;

/** Every admission of these ticket purchases. */
export const findAdmissions = sqlStatement<{ ids: readonly number[] }>(
  sql`select ${sideOfAttempt} from ${scanAttempts} where ${scanAttempts.ticketPurchaseId} in (${placeholder('ids')})
    and ${scanAttempts.verdict} = 'admitted' and ${scanAttempts.purpose} = 'entry'`,
);

/** Their conflicts, a row a side. */
export const findConflictSides = sqlStatement<{ ids: readonly number[] }>(
  sql`select ${conflicts.ticketPurchaseId}, ${conflicts.closedAt}, ${conflictSides.attemptId}, ${conflictSides.gateId},
    ${conflictSides.operator}, ${conflictSides.decidedBy}, ${conflictSides.doorTime}, ${conflictSides.clockOffsetMs},
    ${conflictSides.clockUncertaintyMs}, ${conflictSides.emergencyLogId}, ${conflictSides.emergencyLogSequence}
    from ${conflicts} join ${conflictSides} on ${conflictSides.conflictId} = ${conflicts.id}
    where ${conflicts.ticketPurchaseId} in (${placeholder('ids')})`,
);

/**
 * Writes who came in, and when, into the ticket purchases' own rows: one statement for many, because two hundred cost twice
 * as much. By the primary key, whatever an optimiser thinks of so many ids: a scan of the table would wait for everybody.
 */
export function markUsed(uses: readonly (Use & { readonly ticketPurchaseId: number })[]): string {
  const choose = (value: (use: Use) => Date | string | null): string =>
    `case id ${uses.map((use) => format('when ? then ?', [use.ticketPurchaseId, value(use)], false, 'Z')).join(' ')} end`;
  const ids = uses.map(({ ticketPurchaseId }) => ticketPurchaseId);
  return [
    "update ticket_purchases force index (primary) set status = 'used'",
    `used_at = ${choose(({ usedAt }) => usedAt)}`,
    `used_gate_id = ${choose(({ usedGateId }) => usedGateId)}`,
    `used_by = ${choose(({ usedBy }) => usedBy)}`,
    `updated_at = current_timestamp where ${format('id in (?)', [ids])}`,
  ].join(', ');
}

/** Rows of `insertAttempts`, column by column. */
export type AttemptCells = readonly (string | number | Buffer | Date | null)[];

const attemptColumns = sql.raw(
  '`attempt_id`, `ticket_purchase_id`, `concert_id`, `gate_id`, `operator`, `verdict`, `decided_by`, `code_digest`, ' +
    '`door_time`, `duration_ms`, `retries`, `basis`, `note`, `clock_offset_ms`, `clock_uncertainty_ms`, ' +
    '`emergency_log_id`, `emergency_log_sequence`',
);

/** Leaves the traces of lines, all in one statement. */
export const insertAttempts = sqlStatement<{ rows: readonly AttemptCells[] }>(
  sql`insert into ${scanAttempts} (${attemptColumns}) values ${placeholder('rows')}`,
);

/**
 * Makes a refusal whose answer was lost the admission that it was at the door. It is recorded anew: its door time may be later than the
 * refusal's record, and whoever asks what has come in since a moment must hear of it.
 */
export const turnIntoAdmission = sqlStatement<{
  attemptId: string;
  ticketPurchaseId: number | null;
  gateId: string;
  operator: string;
  doorTime: Date;
  durationMs: number;
  retries: number;
  basis: string;
  note: string | null;
  clockOffsetMs: number | null;
  clockUncertaintyMs: number | null;
  logId: string;
  sequence: number;
}>(
  sql`update ${scanAttempts} set \`verdict\` = 'admitted', \`decided_by\` = 'emergency',
    \`recorded_time\` = current_timestamp(3),
    \`ticket_purchase_id\` = ${placeholder('ticketPurchaseId')}, \`gate_id\` = ${placeholder('gateId')},
    \`operator\` = ${placeholder('operator')}, \`door_time\` = ${placeholder('doorTime')},
    \`duration_ms\` = ${placeholder('durationMs')}, \`retries\` = ${placeholder('retries')},
    \`basis\` = ${placeholder('basis')}, \`note\` = ${placeholder('note')},
    \`clock_offset_ms\` = ${placeholder('clockOffsetMs')}, \`clock_uncertainty_ms\` = ${placeholder('clockUncertaintyMs')},
    \`emergency_log_id\` = ${placeholder('logId')}, \`emergency_log_sequence\` = ${placeholder('sequence')}
    where ${scanAttempts.attemptId} = ${placeholder('attemptId')}`,
);

/** Opens conflicts. The ticket purchases' locks are what keeps second ones away; the unique key is the belt. */
export const openConflicts = sqlStatement<{ ids: readonly number[]; version: number }>(
  sql`insert into ${conflicts} (\`ticket_purchase_id\`, \`concert_id\`, \`version\`)
    select ${ticketPurchases.id}, ${tickets.concertId}, ${placeholder('version')} from ${ticketPurchases}
    left join ${tickets} on ${tickets.id} = ${ticketPurchases.ticketId}
    where ${ticketPurchases.id} in (${placeholder('ids')})`,
);

/** Another side came to light: whoever decides on the older view is refused, and a closed conflict is open again. */
export const growConflict = sqlStatement<{ ticketPurchaseId: number; versions: number }>(
  sql`update ${conflicts} set \`closed_at\` = null, \`version\` = \`version\` + ${placeholder('versions')}
    where ${conflicts.ticketPurchaseId} = ${placeholder('ticketPurchaseId')}`,
);

const insertSides = sqlStatement<{ rows: readonly unknown[] }>(
  sql`insert into ${conflictSides} (\`conflict_id\`, \`attempt_id\`, \`gate_id\`, \`operator\`, \`decided_by\`,
    \`door_time\`, \`clock_offset_ms\`, \`clock_uncertainty_ms\`, \`emergency_log_id\`, \`emergency_log_sequence\`)
    values ${placeholder('rows')}`,
);

/** Adds sides to the conflicts of their ticket purchases, all in one statement. */
export function addSides(sides: readonly (Side & { readonly ticketPurchaseId: number })[]): string {
  return insertSides({
    rows: sides.map((side) => [
      raw(format('(select id from conflicts where ticket_purchase_id = ?)', [side.ticketPurchaseId])),
      side.attemptId,
      side.gateId,
      side.operator,
      side.decidedBy,
      side.doorTime,
      side.clockOffsetMs,
      side.clockUncertaintyMs,
      side.logId,
      side.sequence,
    ]),
  });
}

/** Keeps a line that can't go in. Once: another replay may only find another reason. */
export const setAsideLine = sqlStatement<{
  logId: string;
  sequence: number;
  gateId: string;
  reason: string;
  line: string;
}>(
  sql`insert into ${setAsideLines} (\`emergency_log_id\`, \`emergency_log_sequence\`, \`gate_id\`, \`reason\`, \`line\`)
    values (${placeholder('logId')}, ${placeholder('sequence')}, ${placeholder('gateId')}, ${placeholder('reason')},
    ${placeholder('line')})
    on duplicate key update \`reason\` = ${placeholder('reason')}`,
);
