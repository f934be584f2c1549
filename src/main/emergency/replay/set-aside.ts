import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { instantSchema } from '#shared/attempt.ts';
import { DECIDED_VERDICTS } from '#shared/verdict.ts';
import { ask } from '#main/database/ask.ts';
import { classifyFailure } from '#main/database/failures.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import type { LogLine } from '../log/log-reading.ts';
import { SET_ASIDE_REASONS, type SetAsideReason } from './outcome.ts';
import { readRows } from './records.ts';

const { placeholder } = sql;

/** What a line says of itself, as far as it can still be read: a line may be set aside because somebody changed it. */
const wordsSchema = z.object({
  attemptId: z.string().nullable().catch(null),
  concertId: z.int().nullable().catch(null),
  verdict: z.enum(DECIDED_VERDICTS).nullable().catch(null),
  ticketPurchaseId: z.int().nullable().catch(null),
  /** The code's last characters, to compare with the paper. */
  codeEnding: z.string().nullable().catch(null),
  operator: z.string().nullable().catch(null),
  doorTime: instantSchema.nullable().catch(null),
});
const NOTHING_READABLE = wordsSchema.parse({});

/** A line that could not go in, as the database keeps it. */
export type SetAsideLine = z.infer<typeof wordsSchema> & {
  /** What a person calls it by. */
  readonly setAsideId: number;
  readonly logId: string;
  readonly sequence: number;
  readonly gateId: string;
  readonly reason: SetAsideReason;
  /** The line as it stands in its log. */
  readonly text: string;
  readonly setAsideAt: Date;
  /** When, by whom and why it was closed; null while it waits for somebody. */
  readonly closing: string | null;
};

/** Where a line stands, and the attempt that it decided. */
type LineMarks = { readonly logId: string; readonly sequence: number; readonly attemptId: string };

/** Attempt ids to a question. */
const AT_ONCE = 1_000;

const selectSetAside = sqlStatement<{ gateId: string | null; isOpenOnly: boolean }>(sql`
  select id, emergency_log_id, emergency_log_sequence, gate_id, reason, line, set_aside_at, closed_at, closing
  from set_aside_lines
  where (${placeholder('gateId')} is null or gate_id = ${placeholder('gateId')})
    and (closed_at is null or not ${placeholder('isOpenOnly')})
  order by set_aside_at, id`);

const selectLogLines = sqlStatement<{ attemptIds: readonly string[] }>(sql`
  select emergency_log_id, emergency_log_sequence from scan_attempts
  where attempt_id in (${placeholder('attemptIds')}) and emergency_log_id is not null`);

const selectClosed = sqlStatement<{ logIds: readonly string[] }>(sql`
  select emergency_log_id, emergency_log_sequence from set_aside_lines
  where emergency_log_id in (${placeholder('logIds')}) and closed_at is not null`);

const reasonSchema = z.enum(Object.keys(SET_ASIDE_REASONS) as [SetAsideReason, ...SetAsideReason[]]);
const setAsideRow = z.object({
  id: z.int().positive(),
  emergency_log_id: z.string(),
  emergency_log_sequence: z.int().nonnegative(),
  gate_id: z.string(),
  // A newer program on another laptop may know more reasons.
  reason: reasonSchema.catch('database-refused'),
  line: z.string(),
  set_aside_at: z.date(),
  closed_at: z.date().nullable(),
  closing: z.string().nullable(),
});
const logLineRow = setAsideRow.pick({ emergency_log_id: true, emergency_log_sequence: true });

/**
 * The lines that were set aside (of one gate, or null for all) and have not gone in since, oldest first; `open` are those that
 * nobody has closed.
 * @throws the driver's error when the database is away.
 */
export async function listSetAside(
  pool: SessionPool,
  gateId: string | null,
  which: 'open' | 'all' = 'open',
): Promise<readonly SetAsideLine[]> {
  const [rows] = await ask(pool, 'list lines set aside', [
    selectSetAside({ gateId, isOpenOnly: which === 'open' }),
  ]);
  const kept = readRows('line set aside', setAsideRow, rows).map((row) => ({
    ...readWords(row.line),
    setAsideId: row.id,
    logId: row.emergency_log_id,
    sequence: row.emergency_log_sequence,
    gateId: row.gate_id,
    reason: row.reason,
    text: row.line,
    setAsideAt: row.set_aside_at,
    closing: row.closed_at === null ? null : (row.closing ?? ''),
  }));
  const goneIn = await findGoneIn(
    pool,
    kept.flatMap(({ logId, sequence, attemptId }) =>
      attemptId === null ? [] : [{ logId, sequence, attemptId }],
    ),
  );
  return kept.filter((line) => !goneIn.has(placeOf(line)));
}

/**
 * Those of `lines` that were set aside and stand in the database after all: somebody mended what was in their way and replayed
 * them. By log and sequence, because another attempt may have their attempt id.
 * @throws the driver's error when the database is away.
 */
export async function findReplayedSince(
  pool: SessionPool,
  lines: readonly LogLine[],
): Promise<readonly LogLine[]> {
  const goneIn = await findGoneIn(
    pool,
    lines.map(({ logId, sequence, entry }) => ({ logId, sequence, attemptId: entry.attemptId })),
  );
  return lines.filter((line) => goneIn.has(placeOf(line)));
}

/**
 * Those of a gate's lines that were set aside, and a person has closed them. None in a database that was migrated by an earlier program: it
 * has no room for a closing.
 * @throws the driver's error when the database is away.
 */
export async function findClosed(pool: SessionPool, lines: readonly LogLine[]): Promise<readonly LogLine[]> {
  const logIds = [...new Set(lines.map(({ logId }) => logId))];
  if (logIds.length === 0) return [];
  try {
    const [rows] = await ask(pool, 'look for lines that were closed', [selectClosed({ logIds })]);
    const places = new Set(readRows('line set aside', logLineRow, rows).map(placeOfRow));
    return lines.filter((line) => places.has(placeOf(line)));
  } catch (error) {
    if (classifyFailure(error).cause === 'not-migrated') return [];
    throw error;
  }
}

/** The places of the lines that stand in the database. Not the row that says "set aside": a gate may not delete it. */
async function findGoneIn(pool: SessionPool, lines: readonly LineMarks[]): Promise<ReadonlySet<string>> {
  const places = new Set<string>();
  for (let from = 0; from < lines.length; from += AT_ONCE) {
    const attemptIds = lines.slice(from, from + AT_ONCE).map(({ attemptId }) => attemptId);
    const [rows] = await ask(pool, 'look for lines that went in', [selectLogLines({ attemptIds })]);
    for (const row of readRows('scan attempt', logLineRow, rows)) {
      places.add(placeOfRow(row));
    }
  }
  return places;
}

function placeOf({ logId, sequence }: Pick<LineMarks, 'logId' | 'sequence'>): string {
  return `${logId} ${sequence}`;
}

function placeOfRow(row: z.infer<typeof logLineRow>): string {
  return placeOf({ logId: row.emergency_log_id, sequence: row.emergency_log_sequence });
}

function readWords(text: string): z.infer<typeof wordsSchema> {
  try {
    return wordsSchema.parse(JSON.parse(text));
  } catch {
    return NOTHING_READABLE;
  }
}
