import { eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/mysql-core';
import {
  concerts,
  gates,
  scanAttempts,
  students,
  teachers,
  ticketPurchases,
  tickets,
} from '#main/database/schema/index.ts';
import { queryBuilder, sqlStatement, statement } from '#main/database/statement.ts';

/**
 * The admission's statements: written once with drizzle, turned into text once, and filled with escaped values for each
 * attempt, so that several can share a round trip (ADR 0003).
 */

const { placeholder } = sql;

export const BEGIN = 'START TRANSACTION';
export const COMMIT = 'COMMIT';
export const ROLLBACK = 'ROLLBACK';

/** Locks the ticket purchase; the unique digest index is the one way to it, for every statement that locks. */
export const lockTicketPurchase = statement<{ codeDigest: Buffer }>(
  queryBuilder
    .select({
      id: ticketPurchases.id,
      status: ticketPurchases.status,
      isWalkIn: ticketPurchases.isWalkIn,
      isSold: ticketPurchases.isSold,
      usedAt: ticketPurchases.usedAt,
      usedGateId: ticketPurchases.usedGateId,
      attentionNote: ticketPurchases.attentionNote,
    })
    .from(ticketPurchases)
    .where(eq(ticketPurchases.qrCodeDigest, placeholder('codeDigest')))
    .for('update'),
);

/** What an earlier try of the same attempt recorded. Only to be trusted under the ticket's lock: see ADR 0003. */
export const findAttempt = statement<{ attemptId: string }>(
  queryBuilder
    .select({ verdict: scanAttempts.verdict, codeDigest: scanAttempts.codeDigest })
    .from(scanAttempts)
    .where(eq(scanAttempts.attemptId, placeholder('attemptId'))),
);

const admittingGate = alias(gates, 'admitting_gate');

/** Names and times around the locked row; a plain read, so that a ticket kind shared by thousands is never locked. */
export const describeTicketPurchase = statement<{ codeDigest: Buffer }>(
  queryBuilder
    .select({
      ticketKind: sql`${tickets.ticketType}`.as('ticket_kind'),
      concertId: sql`${concerts.id}`.as('concert_id'),
      concertTitle: sql`${concerts.title}`.as('concert_title'),
      startsAt: concerts.startsAt,
      entryOpensAt: concerts.entryOpensAt,
      entryClosesAt: concerts.entryClosesAt,
      studentName: sql`${students.name}`.as('student_name'),
      teacherName: sql`${teachers.name}`.as('teacher_name'),
      gateName: sql`${admittingGate.name}`.as('gate_name'),
      serverNow: sql`utc_timestamp(3)`.as('server_now'),
    })
    .from(ticketPurchases)
    .leftJoin(tickets, eq(tickets.id, ticketPurchases.ticketId))
    .leftJoin(concerts, eq(concerts.id, tickets.concertId))
    .leftJoin(students, eq(students.id, ticketPurchases.studentId))
    .leftJoin(teachers, eq(teachers.id, ticketPurchases.teacherId))
    .leftJoin(admittingGate, eq(admittingGate.id, ticketPurchases.usedGateId))
    .where(eq(ticketPurchases.qrCodeDigest, placeholder('codeDigest'))),
);

/** Marks the ticket purchase used, only if it still is not: the second belt under the row lock. */
export const markUsed = statement<{ id: number; usedGateId: string; usedBy: string }>(
  queryBuilder
    .update(ticketPurchases)
    .set({
      status: 'used',
      // The server's clock, as the one that "how long ago" is counted by; the door time stands in the attempt.
      usedAt: sql`utc_timestamp(3)`,
      usedGateId: sql`${placeholder('usedGateId')}`,
      usedBy: sql`${placeholder('usedBy')}`,
      updatedAt: sql`current_timestamp`,
    })
    .where(sql`${eq(ticketPurchases.id, placeholder('id'))} and ${eq(ticketPurchases.status, 'valid')}`),
);

/** One row of `scan_attempts`. */
export type AttemptRow = {
  readonly attemptId: string;
  readonly ticketPurchaseId: number | null;
  readonly concertId: number;
  readonly gateId: string;
  readonly operator: string;
  readonly verdict: string;
  readonly codeDigest: Buffer;
  readonly doorTime: Date;
  readonly durationMs: number;
  readonly retries: number;
};

const attemptColumns = sql.raw(
  '`attempt_id`, `ticket_purchase_id`, `concert_id`, `gate_id`, `operator`, `verdict`, `decided_by`, `code_digest`, ' +
    '`door_time`, `duration_ms`, `retries`',
);
const attemptValues = sql`${placeholder('attemptId')}, ${placeholder('ticketPurchaseId')}, ${placeholder('concertId')},
  ${placeholder('gateId')}, ${placeholder('operator')}, ${placeholder('verdict')}, 'database',
  ${placeholder('codeDigest')}, ${placeholder('doorTime')}, ${placeholder('durationMs')}, ${placeholder('retries')}`;

/** Leaves the trace of a refusal. */
export const insertAttempt = sqlStatement<AttemptRow>(
  sql`insert into ${scanAttempts} (${attemptColumns}) values (${attemptValues})`,
);

/** Leaves the trace of an admission, but only if the `markUsed` just before it in the same round trip marked one row. */
export const insertAttemptIfMarked = sqlStatement<AttemptRow>(
  sql`insert into ${scanAttempts} (${attemptColumns}) select ${attemptValues} from dual where row_count() = 1`,
);
