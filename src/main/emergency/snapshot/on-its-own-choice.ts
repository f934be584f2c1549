import { desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import {
  ON_ITS_OWN_KNOWN,
  ON_ITS_OWN_UNKNOWN,
  type OnItsOwnKnown,
  type OnItsOwnUnknown,
} from '#shared/on-its-own.ts';
import { ask } from '#main/database/ask.ts';
import { concerts } from '#main/database/schema/index.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { queryBuilder, sqlStatement, statement } from '#main/database/statement.ts';

/** What the organiser chose for a concert's gates on their own; the gates learn it with their next refresh. */
export type OnItsOwnChoice = {
  readonly concertId: number;
  readonly title: string;
  readonly entryOpensAt: Date | null;
  readonly onItsOwnKnown: OnItsOwnKnown;
  readonly onItsOwnUnknown: OnItsOwnUnknown;
};

const { placeholder } = sql;
const MOST_CONCERTS = 1_000;

const selection = queryBuilder
  .select({
    concertId: sql`${concerts.id}`.as('concert_id'),
    title: concerts.title,
    entryOpensAt: concerts.entryOpensAt,
    onItsOwnKnown: concerts.onItsOwnKnown,
    onItsOwnUnknown: concerts.onItsOwnUnknown,
  })
  .from(concerts)
  .orderBy(desc(sql`coalesce(${concerts.entryOpensAt}, ${concerts.startsAt})`), desc(concerts.id))
  .limit(MOST_CONCERTS);
const list = statement<Record<string, never>>(selection);
const find = statement<{ concertId: number }>(
  queryBuilder
    .select({ id: concerts.id })
    .from(concerts)
    .where(eq(concerts.id, placeholder('concertId'))),
);
const change = sqlStatement<{
  concertId: number;
  known: OnItsOwnKnown | null;
  unknown: OnItsOwnUnknown | null;
}>(
  sql`update ${concerts} set \`on_its_own_known\` = coalesce(${placeholder('known')}, \`on_its_own_known\`),
      \`on_its_own_unknown\` = coalesce(${placeholder('unknown')}, \`on_its_own_unknown\`) where \`id\` = ${placeholder('concertId')}`,
);

const choicesSchema = z.array(
  z
    .object({
      concert_id: z.int(),
      title: z.string().nullable(),
      entry_opens_at: z.date().nullable(),
      on_its_own_known: z.enum(ON_ITS_OWN_KNOWN),
      on_its_own_unknown: z.enum(ON_ITS_OWN_UNKNOWN),
    })
    .transform((row): OnItsOwnChoice => ({
      concertId: row.concert_id,
      title: row.title ?? `Concert ${row.concert_id}`,
      entryOpensAt: row.entry_opens_at,
      onItsOwnKnown: row.on_its_own_known,
      onItsOwnUnknown: row.on_its_own_unknown,
    })),
);

/** The newest concerts with their choices. @throws the database's error. */
export async function listChoices(pool: SessionPool): Promise<OnItsOwnChoice[]> {
  const [rows] = await ask(pool, 'list concerts', [list({})]);
  return choicesSchema.parse(rows);
}

/** Changes what is not null; false where no concert has that id. @throws the database's error. */
export async function choose(
  pool: SessionPool,
  choice: {
    readonly concertId: number;
    readonly known: OnItsOwnKnown | null;
    readonly unknown: OnItsOwnUnknown | null;
  },
): Promise<boolean> {
  const [rows] = await ask(pool, 'choose', [find(choice), change(choice)]);
  return z.array(z.unknown()).parse(rows).length > 0;
}
