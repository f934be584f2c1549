import { randomBytes } from 'node:crypto';
import { ask } from '#main/database/ask.ts';
import { concerts, students, ticketPurchases, tickets } from '#main/database/schema/index.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { queryBuilder, statement } from '#main/database/statement.ts';

/** Every code of a rehearsal begins so: nobody can take one for a code that was sold. */
export const REHEARSAL_PREFIX = 'REHEARSAL';

/** With the prefix 27 characters, about as long as the codes that ticket shops make. */
const RANDOM_BYTES = 13;
const HOUR_MS = 60 * 60 * 1_000;
const ROWS_A_STATEMENT = 1_000;
const FILL_LIMIT_MS = 60_000;

export const REHEARSAL_CONCERT_ID = 1;
const TICKET_ID = 1;

/** Sells `count` good tickets to a concert whose entry is open; returns their codes. The tables are empty. */
export async function sellTickets(pool: SessionPool, count: number, now: Date): Promise<readonly string[]> {
  const codes = Array.from(
    { length: count },
    () => REHEARSAL_PREFIX + randomBytes(RANDOM_BYTES).toString('base64url'),
  );
  const inHours = (hours: number): Date => new Date(now.getTime() + hours * HOUR_MS);
  const stamps = { createdAt: now, updatedAt: now };
  await insert(pool, [
    queryBuilder.insert(concerts).values({
      id: REHEARSAL_CONCERT_ID,
      title: 'Rehearsal (nobody bought these tickets)',
      startsAt: inHours(1),
      entryOpensAt: inHours(-1),
      entryClosesAt: inHours(12),
      ...stamps,
    }),
    queryBuilder
      .insert(tickets)
      .values({ id: TICKET_ID, concertId: REHEARSAL_CONCERT_ID, ticketType: 'Standing', ...stamps }),
  ]);
  for (let start = 0; start < count; start += ROWS_A_STATEMENT) {
    const ids = codes.slice(start, start + ROWS_A_STATEMENT).map((_code, at) => start + at + 1);
    await insert(pool, [
      queryBuilder.insert(students).values(ids.map((id) => ({ id, name: `Guest ${id}`, ...stamps }))),
      queryBuilder.insert(ticketPurchases).values(
        ids.map((id) => ({
          id,
          ticketId: TICKET_ID,
          studentId: id,
          qrCode: codes[id - 1] ?? '',
          ...stamps,
        })),
      ),
    ]);
  }
  return codes;
}

async function insert(
  pool: SessionPool,
  queries: readonly { readonly toSQL: () => { sql: string; params: unknown[] } }[],
): Promise<void> {
  await ask(
    pool,
    'sell the rehearsal’s tickets',
    queries.map((query) => statement(query)({})),
    FILL_LIMIT_MS,
  );
}
