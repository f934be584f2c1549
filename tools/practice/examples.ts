import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { Verdict } from '#shared/verdict.ts';
import { unknownPracticeCode } from './practice-code.ts';
import { OTHER_NIGHT_ID, TONIGHT_ID } from './practice-concerts.ts';

/** A code and what a gate should make of it. */
export type PracticeExample = {
  readonly code: string;
  readonly verdict: Exclude<Verdict, 'undecided' | 'not-open'>;
  /** Who holds it, or null for a ticket purchase without a name. */
  readonly name: string | null;
  readonly ticketKind: string | null;
  readonly attentionNote: string | null;
};

/** Codes to scan, by what should come of it. */
export type PracticeExamples = {
  /** Ordinary ones, without a note. */
  readonly admitted: readonly PracticeExample[];
  /** Admitted, with an attention note. */
  readonly noted: PracticeExample;
  readonly alreadyAdmitted: PracticeExample;
  readonly notSoldYet: PracticeExample;
  readonly cancelled: PracticeExample;
  readonly otherConcert: PracticeExample;
  readonly unknownCode: PracticeExample;
};

const CONDITIONS = {
  admitted:
    "p.status = 'valid' AND p.is_walk_in = 0 AND p.attention_note IS NULL AND t.concert_id = :tonight",
  noted:
    "p.status = 'valid' AND p.is_walk_in = 0 AND p.attention_note IS NOT NULL AND t.concert_id = :tonight",
  'already-admitted': "p.status = 'used' AND t.concert_id = :tonight",
  'not-sold-yet': "p.status = 'valid' AND p.is_walk_in = 1 AND p.is_sold = 0 AND t.concert_id = :tonight",
  cancelled: "p.status = 'cancelled' AND t.concert_id = :tonight",
  'other-concert': "p.status = 'valid' AND t.concert_id = :other",
} as const;

/**
 * Codes for each verdict as the practice database stands now: one that has been scanned is no longer among the ordinary
 * ones. Freshly filled data gives the same codes each time. Throws when the data is too small to have one of each.
 */
export async function practiceExamples(
  options: Readonly<{ url: string; ordinary?: number }>,
): Promise<PracticeExamples> {
  const connection = await createConnection({
    uri: options.url,
    charset: 'utf8mb4',
    namedPlaceholders: true,
  });
  async function find(what: keyof typeof CONDITIONS, count: number): Promise<PracticeExample[]> {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT p.qr_code AS code, COALESCE(s.name, e.name) AS name, t.ticket_type AS ticketKind,
         p.attention_note AS attentionNote
       FROM ticket_purchases p JOIN tickets t ON t.id = p.ticket_id
       LEFT JOIN students s ON s.id = p.student_id LEFT JOIN teachers e ON e.id = p.teacher_id
       WHERE ${CONDITIONS[what]} ORDER BY p.id LIMIT :count`,
      { tonight: TONIGHT_ID, other: OTHER_NIGHT_ID, count },
    );
    return rows.map(({ code, name, ticketKind, attentionNote }) => ({
      code: String(code),
      verdict: what === 'noted' ? 'admitted' : what,
      name: typeof name === 'string' ? name : null,
      ticketKind: typeof ticketKind === 'string' ? ticketKind : null,
      attentionNote: typeof attentionNote === 'string' ? attentionNote : null,
    }));
  }
  async function findOne(what: keyof typeof CONDITIONS): Promise<PracticeExample> {
    const [example] = await find(what, 1);
    if (example === undefined)
      throw new Error(`The practice data has no ticket purchase left for “${what}”.`);
    return example;
  }
  try {
    return {
      admitted: await find('admitted', options.ordinary ?? 20),
      noted: await findOne('noted'),
      alreadyAdmitted: await findOne('already-admitted'),
      notSoldYet: await findOne('not-sold-yet'),
      cancelled: await findOne('cancelled'),
      otherConcert: await findOne('other-concert'),
      unknownCode: unknownExample(),
    };
  } finally {
    connection.destroy();
  }
}

/** A code that looks like any other and that nobody has. */
export function unknownExample(): PracticeExample {
  const nothing = { name: null, ticketKind: null, attentionNote: null };
  return { code: unknownPracticeCode(), verdict: 'unknown-code', ...nothing };
}
