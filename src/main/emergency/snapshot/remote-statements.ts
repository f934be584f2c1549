import { and, asc, eq, gt, gte, lte, or, sql } from 'drizzle-orm';
import {
  concerts,
  gates,
  students,
  teachers,
  ticketPurchases,
  tickets,
} from '#main/database/schema/index.ts';
import { queryBuilder, sqlStatement, statement } from '#main/database/statement.ts';
import { MAX_CODE_BYTES } from '#shared/code.ts';

/** What a snapshot asks of the database: plain reads that lock nothing. */

const { placeholder } = sql;

/** Longer notes are cut: a page of rows has to fit into memory whatever somebody pasted into one. */
const LONGEST_NOTE = 4_000;
const LONGEST_NAME = 500;

/** Ids above it don't fit a JavaScript number; an admission does not take them either. */
const LARGEST_ID = sql.raw(String(Number.MAX_SAFE_INTEGER));

const row = {
  id: ticketPurchases.id,
  ticketId: ticketPurchases.ticketId,
  // As the digest sees it, whatever the column's character set; a character more than could ever be scanned.
  code: sql
    .raw(`left(convert(\`ticket_purchases\`.\`qr_code\` using utf8mb4), ${MAX_CODE_BYTES + 1})`)
    .as('code'),
  status: ticketPurchases.status,
  isWalkIn: ticketPurchases.isWalkIn,
  isSold: ticketPurchases.isSold,
  usedAt: ticketPurchases.usedAt,
  usedGateId: ticketPurchases.usedGateId,
  attentionNote: sql`left(${ticketPurchases.attentionNote}, ${sql.raw(String(LONGEST_NOTE))})`.as(
    'attention_note',
  ),
  studentName: sql`left(${students.name}, ${sql.raw(String(LONGEST_NAME))})`.as('student_name'),
  teacherName: sql`left(${teachers.name}, ${sql.raw(String(LONGEST_NAME))})`.as('teacher_name'),
  changedAt: ticketPurchases.changedAt,
};

/** One page by id: the first copy and the sweep. */
export const pageById = statement<{ afterId: number; limit: number }>(
  queryBuilder
    .select(row)
    .from(ticketPurchases)
    .leftJoin(students, eq(students.id, ticketPurchases.studentId))
    .leftJoin(teachers, eq(teachers.id, ticketPurchases.teacherId))
    .where(and(gt(ticketPurchases.id, placeholder('afterId')), lte(ticketPurchases.id, LARGEST_ID)))
    .orderBy(asc(ticketPurchases.id))
    .limit(placeholder('limit')),
);

/**
 * The rows that changed since an instant, oldest first, in the index of that purpose. `since` gives way to the server's own
 * clock where that was set back. The overlap is for transactions that write first and commit later.
 */
export const pageByChange = statement<{ since: Date; overlapS: number; limit: number }>(
  queryBuilder
    .select(row)
    .from(ticketPurchases, { forceIndex: ['ticket_purchases_changed_at_index'] })
    .leftJoin(students, eq(students.id, ticketPurchases.studentId))
    .leftJoin(teachers, eq(teachers.id, ticketPurchases.teacherId))
    .where(
      and(
        sql`${ticketPurchases.changedAt} >= least(timestamp(${placeholder('since')}), current_timestamp(3)) - interval ${placeholder('overlapS')} second`,
        lte(ticketPurchases.id, LARGEST_ID),
      ),
    )
    .orderBy(asc(ticketPurchases.changedAt), asc(ticketPurchases.id))
    .limit(placeholder('limit')),
);

/** The pages after the first: a whole table may have changed in one instant, so the id counts too. */
export const nextPageByChange = statement<{ changedAt: Date; afterId: number; limit: number }>(
  queryBuilder
    .select(row)
    .from(ticketPurchases, { forceIndex: ['ticket_purchases_changed_at_index'] })
    .leftJoin(students, eq(students.id, ticketPurchases.studentId))
    .leftJoin(teachers, eq(teachers.id, ticketPurchases.teacherId))
    .where(
      and(
        gte(ticketPurchases.changedAt, placeholder('changedAt')),
        or(
          gt(ticketPurchases.changedAt, placeholder('changedAt')),
          gt(ticketPurchases.id, placeholder('afterId')),
        ),
        lte(ticketPurchases.id, LARGEST_ID),
      ),
    )
    .orderBy(asc(ticketPurchases.changedAt), asc(ticketPurchases.id))
    .limit(placeholder('limit')),
);

/** The server's clock, and the smallest and largest id for the progress of a first copy. */
export const serverNow = sqlStatement<Record<string, never>>(
  sql`select current_timestamp(3) as server_now, (select min(\`id\`) from ${ticketPurchases}) as first_id,
    (select max(\`id\`) from ${ticketPurchases} where \`id\` <= ${LARGEST_ID}) as last_id`,
);

/** All ticket purchases; asked for only where many are missing. */
export const countPurchases = sqlStatement<Record<string, never>>(
  sql`select count(*) as n from ${ticketPurchases} where \`id\` <= ${LARGEST_ID}`,
);

/** All concerts, kinds of ticket and gates; a database has few of them. */
export const allConcerts = statement<Record<string, never>>(
  queryBuilder
    .select({
      id: concerts.id,
      title: concerts.title,
      startsAt: concerts.startsAt,
      entryOpensAt: concerts.entryOpensAt,
      entryClosesAt: concerts.entryClosesAt,
      onItsOwnKnown: concerts.onItsOwnKnown,
      onItsOwnUnknown: concerts.onItsOwnUnknown,
    })
    .from(concerts),
);
export const allTicketKinds = statement<Record<string, never>>(
  queryBuilder
    .select({ id: tickets.id, concertId: tickets.concertId, name: sql`${tickets.ticketType}`.as('name') })
    .from(tickets),
);
export const allGates = statement<Record<string, never>>(
  queryBuilder.select({ id: gates.id, name: gates.name }).from(gates),
);
