import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { findMalformation, type MalformedCode } from '#shared/code.ts';
import { ask } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import { readRows } from '#main/emergency/replay/records.ts';
import { flag } from '../row-values.ts';
import { moduleMillimetres, qrVersionOf } from './qr-size.ts';

/** How many ticket purchases have something, and one of them to look at: by its id, because a code is worth money. */
export type Tally = { readonly count: number; readonly exampleId: number | null };

/** What is wrong with a code as it stands in the database. */
export type CodeFault = MalformedCode | 'missing' | 'outer-blanks';

/** What was found on a walk over a concert's codes. Cancelled ones are passed over. */
export type CodeSurvey = {
  readonly codes: number;
  readonly faults: ReadonlyMap<CodeFault, Tally>;
  /** Those whose modules come out too small in print. */
  readonly hard: Tally;
  /** The smallest module, in millimetres at 30 mm; null without codes. */
  readonly smallestMm: number | null;
  /** The same to the last byte. */
  readonly same: Tally;
  /** The same to whoever passes over capitals, accents and outer blanks, as the web version's comparison does. */
  readonly alike: Tally;
  /** Ahead, so no walk-ins. */
  readonly sold: number;
  /** Of these, nobody’s. */
  readonly withoutHolder: Tally;
};

const { placeholder } = sql;
/** A page is read and looked through in a few milliseconds: at a gate somebody may be scanning. */
const PAGE_ROWS = 500;

/**
 * A camera of 1280 pixels and 70 degrees sees 280 mm at arm's length (200 mm): 4.6 pixels to the millimetre. The decoder wants
 * three to a module.
 */
export const SMALLEST_EASY_MM = 0.65;

/** By the primary key, whatever else is in the table: each page is a short range. */
const selectPage = sqlStatement<{ after: number; concertId: number; rows: number }>(sql`
  select p.id, p.qr_code, p.status, p.is_walk_in is true as is_walk_in,
    p.student_id is null and p.teacher_id is null as is_nobodys, k.id is not null as is_here
  from ticket_purchases p force index (primary)
  left join tickets k on k.id = p.ticket_id and k.concert_id = ${placeholder('concertId')}
  where p.id > ${placeholder('after')} order by p.id limit ${placeholder('rows')}`);

const pageRow = z.object({
  id: z.int().positive(),
  qr_code: z.string().nullable(),
  status: z.string(),
  is_walk_in: flag,
  is_nobodys: flag,
  is_here: flag,
});

/** One ticket purchase, as far as the survey goes. */
export type SurveyedPurchase = {
  readonly id: number;
  readonly code: string | null;
  readonly isWalkIn: boolean;
  readonly isNobodys: boolean;
};

/** Walks over a concert's ticket purchases, a page at a time. @throws the driver's error. */
export async function surveyCodes(pool: SessionPool, concertId: number): Promise<CodeSurvey> {
  const survey = beginSurvey();
  for (let after = 0; ;) {
    const [result] = await ask(pool, 'look through the codes', [
      selectPage({ after, concertId, rows: PAGE_ROWS }),
    ]);
    const rows = readRows('ticket purchase', pageRow, result);
    for (const row of rows) {
      if (!row.is_here || row.status === 'cancelled') continue;
      survey.note({ id: row.id, code: row.qr_code, isWalkIn: row.is_walk_in, isNobodys: row.is_nobodys });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return survey.found();
    after = last.id;
  }
}

/** Keeps the tallies. */
export function beginSurvey(): {
  readonly note: (purchase: SurveyedPurchase) => void;
  readonly found: () => CodeSurvey;
} {
  let codes = 0;
  let sold = 0;
  let smallestMm: number | null = null;
  const faults = new Map<CodeFault, Tally>();
  const tallies: Record<'hard' | 'same' | 'alike' | 'withoutHolder', Tally> = {
    hard: NOTHING,
    same: NOTHING,
    alike: NOTHING,
    withoutHolder: NOTHING,
  };
  /** By what the web version would compare; the value is the first code that looked so. */
  const seen = new Map<string, string>();
  const tally = (what: keyof typeof tallies, id: number): void => {
    tallies[what] = oneMore(tallies[what], id);
  };
  return {
    note({ id, code, isWalkIn, isNobodys }) {
      if (!isWalkIn) sold += 1;
      if (isNobodys && !isWalkIn) tally('withoutHolder', id);
      const fault = faultOf(code);
      if (fault !== null) faults.set(fault, oneMore(faults.get(fault) ?? NOTHING, id));
      if (code === null || code === '') return;
      codes += 1;
      const version = qrVersionOf(code);
      const module = version === null ? 0 : moduleMillimetres(version);
      smallestMm = Math.min(smallestMm ?? Infinity, module);
      if (module < SMALLEST_EASY_MM) tally('hard', id);
      const folded = fold(code);
      const other = seen.get(folded);
      if (other === undefined) seen.set(folded, code);
      else tally(other === code ? 'same' : 'alike', id);
    },
    found: () => ({ codes, sold, smallestMm, faults, ...tallies }),
  };
}

const NOTHING: Tally = { count: 0, exampleId: null };

function oneMore({ count, exampleId }: Tally, id: number): Tally {
  return { count: count + 1, exampleId: exampleId ?? id };
}

function faultOf(code: string | null): CodeFault | null {
  if (code === null) return 'missing';
  const malformed = findMalformation(code);
  if (malformed !== null) return malformed;
  // Not trim(): it takes off line breaks too, which are control characters.
  return /^\p{Zs}|\p{Zs}$/u.test(code) ? 'outer-blanks' : null;
}

/** As the usual collations compare: no capitals, no accents, no trailing blanks. */
function fold(code: string): string {
  return code.trim().normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
