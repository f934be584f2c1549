import { and, count, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { ask } from '#main/database/ask.ts';
import { askDatabaseId, drawDatabaseId, readDatabaseId } from '#main/database/database-id.ts';
import { gates, scanAttempts, ticketPurchases, tickets } from '#main/database/schema/index.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { queryBuilder, sqlStatement, statement } from '#main/database/statement.ts';
import type { Logger } from '#main/log/logger.ts';
import { concertOf, type GateConcert, listConcerts, readConcerts } from './concert-list.ts';

/** What a gate knows of the world around it: its own name, its concert, how many are inside. */

const { placeholder } = sql;

const registerGate = sqlStatement<{ gateId: string }>(
  sql`insert ignore into ${gates} (\`id\`, \`created_at\`, \`updated_at\`)
      values (${placeholder('gateId')}, current_timestamp, current_timestamp)`,
);
const findGate = statement<{ gateId: string }>(
  queryBuilder
    .select({ name: gates.name })
    .from(gates)
    .where(eq(gates.id, placeholder('gateId'))),
);
const ticketsOfConcert = queryBuilder
  .select({ id: tickets.id })
  .from(tickets)
  .where(eq(tickets.concertId, placeholder('concertId')));
/** Range of `ticket_purchases_ticket_status_index`: reads the used ones only. */
const countInside = statement<{ concertId: number }>(
  queryBuilder
    .select({ value: count().as('value') })
    .from(ticketPurchases)
    .where(and(inArray(ticketPurchases.ticketId, ticketsOfConcert), eq(ticketPurchases.status, 'used'))),
);
/** Range of `scan_attempts_concert_gate_verdict_index`. */
const countAdmittedHere = statement<{ concertId: number; gateId: string }>(
  queryBuilder
    .select({ value: count().as('value') })
    .from(scanAttempts)
    .where(
      and(
        eq(scanAttempts.concertId, placeholder('concertId')),
        eq(scanAttempts.gateId, placeholder('gateId')),
        eq(scanAttempts.verdict, 'admitted'),
      ),
    ),
);
/** Everybody who may come in. Reads the whole concert in the same index, so it is asked rarely. */
const countExpected = statement<{ concertId: number }>(
  queryBuilder
    .select({ value: count().as('value') })
    .from(ticketPurchases)
    .where(
      and(
        inArray(ticketPurchases.ticketId, ticketsOfConcert),
        ne(ticketPurchases.status, 'cancelled'),
        or(eq(ticketPurchases.isWalkIn, false), eq(ticketPurchases.isSold, true)),
      ),
    ),
);

const countRowsSchema = z.tuple([z.object({ value: z.coerce.number() })]);

/** How long one look around may take; it is asked again soon, so it need not wait. */
const LOOK_LIMIT_MS = 2_500;

/** Enters the gate into the database where it is new, and finds its name and concert. */
export async function lookUpPlace(
  pool: SessionPool,
  place: { readonly gateId: string; readonly concertId: number | null },
  log: Logger,
): Promise<{
  readonly databaseId: string;
  readonly gateName: string | null;
  readonly concert: GateConcert | null;
}> {
  const results = await ask(
    pool,
    'look up gate and concert',
    [registerGate(place), findGate(place), listConcerts(place), drawDatabaseId(), askDatabaseId()],
    LOOK_LIMIT_MS,
  );
  const [gate] = z.array(z.object({ name: z.string().nullable() })).parse(results[1]);
  const { known, serverNow } = readConcerts(results[2], (columns) =>
    log.warn('A concert cannot be understood', { columns }),
  );
  const concert = concertOf(known, place.concertId, serverNow ?? new Date());
  return { databaseId: readDatabaseId(results[4]), gateName: gate?.name ?? null, concert };
}

/** Counts who is inside, and who came in here. */
export async function countAdmissions(
  pool: SessionPool,
  place: { readonly gateId: string; readonly concertId: number },
): Promise<{ readonly admittedHere: number; readonly inside: number }> {
  const results = await ask(
    pool,
    'count admissions',
    [countInside(place), countAdmittedHere(place)],
    LOOK_LIMIT_MS,
  );
  return { inside: readCount(results[0]), admittedHere: readCount(results[1]) };
}

/** Counts everybody who may come in. */
export async function countEverybody(pool: SessionPool, concertId: number): Promise<number> {
  const [result] = await ask(pool, 'count expected', [countExpected({ concertId })], LOOK_LIMIT_MS);
  return readCount(result);
}

function readCount(result: unknown): number {
  return countRowsSchema.parse(result)[0].value;
}
