import { createHash } from 'node:crypto';
import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import type { FoundTicket } from '#shared/control-room.ts';
import { ask } from '#main/database/ask.ts';
import { students, teachers, ticketPurchases } from '#main/database/schema/index.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import { readRows } from '#main/emergency/replay/records.ts';
import { foundTicket, ticketColumns, ticketRow, ticketSurroundings } from './ticket-rows.ts';

/** More than fit a screen help nobody: type another letter. */
const SHOWN = 20;
/** One letter finds half the hall, and two characters end one code in a thousand. */
const LEAST_LETTERS = 2;
const LEAST_CODE_END = 3;
/** More words than a name has are more work for the server than they are worth. */
const MOST_WORDS = 6;

/** Knows `Zoë ŁUKASIEWICZ` for `zoe luk`, on MySQL and MariaDB alike, whatever the column's own collation. */
const FORGIVING = sql.raw('collate utf8mb4_unicode_520_ci');

const foundRow = z.object({ ...ticketRow.shape, all_found: z.coerce.number() });

/**
 * Finds ticket purchases by a holder's name, a code, the end of one, or a number; those of `concertId` first. It reads every name, so
 * it is for a person who asks, never for a timer.
 * @throws the driver's error when the database is away.
 */
export async function findTickets(
  pool: SessionPool,
  { text, concertId }: { readonly text: string; readonly concertId: number | null },
): Promise<{ readonly tickets: FoundTicket[]; readonly all: number }> {
  const ways = waysTo(text);
  if (ways.length === 0) return { tickets: [], all: 0 };
  const select = sqlStatement<Record<string, never>>(sql`
    select ${ticketColumns}, count(*) over () as all_found
    from (${sql.join([...ways], sql` union `)}) found
    join (${ticketSurroundings}) on p.id = found.id
    order by (k.concert_id <=> ${concertId}) desc, coalesce(s.name, t.name), p.id
    limit ${SHOWN}`);
  const [result] = await ask(pool, 'find tickets', [select({})]);
  const rows = readRows('ticket purchase', foundRow, result);
  return { tickets: rows.map(foundTicket), all: rows[0]?.all_found ?? 0 };
}

/** Each way by which the text may lead to ticket purchases: a statement that answers with their ids. */
function waysTo(text: string): readonly SQL[] {
  const wanted = text.trim();
  if (wanted === '') return [];
  const digest = createHash('sha256').update(text, 'utf8').digest();
  return [
    sql`select id from ${ticketPurchases} where qr_code_digest = ${digest}`,
    ...(/^\d{1,15}$/u.test(wanted)
      ? [sql`select id from ${ticketPurchases} where id = ${Number(wanted)}`]
      : []),
    ...(wanted.length < LEAST_LETTERS
      ? []
      : [
          sql`select p.id from ${students} n join ${ticketPurchases} p on p.student_id = n.id where ${nameHas(wanted)}`,
          sql`select p.id from ${teachers} n join ${ticketPurchases} p on p.teacher_id = n.id where ${nameHas(wanted)}`,
        ]),
    ...(wanted.length < LEAST_CODE_END || /\s/u.test(wanted)
      ? []
      : [sql`select id from ${ticketPurchases} where ${isLike(sql`qr_code`, `%${literally(wanted)}`)}`]),
  ];
}

function nameHas(wanted: string): SQL {
  const words = wanted.split(/\s+/u).slice(0, MOST_WORDS);
  return sql.join(
    words.map((word) => isLike(sql`n.name`, `%${literally(word)}%`)),
    sql` and `,
  );
}

function isLike(column: SQL, pattern: string): SQL {
  return sql`convert(${column} using utf8mb4) ${FORGIVING} like ${pattern}`;
}

/** What LIKE would take for a wildcard stands for itself. */
function literally(text: string): string {
  return text.replaceAll(/[\\%_]/gu, '\\$&');
}
