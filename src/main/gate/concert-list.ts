import { desc, sql } from 'drizzle-orm';
import { z } from 'zod';
import { concerts } from '#main/database/schema/index.ts';
import { queryBuilder, statement } from '#main/database/statement.ts';
import { chooseConcert, type ConcertTimes } from './concert-choice.ts';

/** The concerts that a gate chooses its own from; whoever looks on asks the same, to come to the same. */

const { placeholder } = sql;

/** A database has few concerts; a web version's of many years has more. */
const MOST_CONCERTS = 1_000;

/** The one that was told, or the newest: tonight's is among them. */
export const listConcerts = statement<{ concertId: number | null }>(
  queryBuilder
    .select({
      id: concerts.id,
      title: concerts.title,
      startsAt: concerts.startsAt,
      entryOpensAt: concerts.entryOpensAt,
      entryClosesAt: concerts.entryClosesAt,
      serverNow: sql`utc_timestamp(3)`.as('server_now'),
    })
    .from(concerts)
    .where(sql`${placeholder('concertId')} is null or ${concerts.id} = ${placeholder('concertId')}`)
    .orderBy(desc(sql`coalesce(${concerts.entryOpensAt}, ${concerts.startsAt})`), desc(concerts.id))
    .limit(MOST_CONCERTS),
);

/** A concert that a gate may admit to. */
export type GateConcert = ConcertTimes & { readonly title: string };

const concertRow = z.object({
  id: z.int(),
  // The web version may allow a concert without a title.
  title: z.string().nullable(),
  starts_at: z.date().nullable(),
  entry_opens_at: z.date().nullable(),
  entry_closes_at: z.date().nullable(),
  server_now: z.date(),
});

/**
 * Reads the list, and what time it is by the server; null where there is no concert. One odd concert of years ago must not stop
 * tonight: it is left out, and `onOdd` is told which of its columns cannot be understood.
 */
export function readConcerts(
  result: unknown,
  onOdd: (columns: string) => void = () => undefined,
): { readonly known: readonly GateConcert[]; readonly serverNow: Date | null } {
  const rows = z
    .array(z.unknown())
    .parse(result)
    .flatMap((row) => {
      const parsed = concertRow.safeParse(row);
      if (!parsed.success) onOdd(parsed.error.issues.map((issue) => issue.path.join('.')).join(', '));
      return parsed.success ? [parsed.data] : [];
    });
  return {
    known: rows.map((row) => ({
      id: row.id,
      title: row.title ?? `Concert ${row.id}`,
      startsAt: row.starts_at,
      entryOpensAt: row.entry_opens_at,
      entryClosesAt: row.entry_closes_at,
    })),
    serverNow: rows[0]?.server_now ?? null,
  };
}

/** Of the list the one that was told, or else the one that a gate without orders is for; null where it can't be told. */
export function concertOf(
  known: readonly GateConcert[],
  wantedId: number | null,
  now: Date,
): GateConcert | null {
  return wantedId === null ? chooseConcert(known, now) : (known[0] ?? null);
}
