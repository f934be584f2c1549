import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import { ask } from './ask.ts';
import { SET_ASIDE_REASONS, type SetAsideReason } from './outcome.ts';
import { readRows } from './records.ts';

const { placeholder } = sql;

/** A line that could not go in, as the database keeps it. */
export type SetAsideLine = {
  readonly logId: string;
  readonly sequence: number;
  readonly gateId: string;
  readonly reason: SetAsideReason;
  /** The line as it stands in its log. */
  readonly text: string;
  readonly setAsideAt: Date;
};

const selectSetAside = sqlStatement<{ gateId: string | null }>(sql`
  select emergency_log_id, emergency_log_sequence, gate_id, reason, line, set_aside_at from set_aside_lines
  where ${placeholder('gateId')} is null or gate_id = ${placeholder('gateId')}
  order by set_aside_at, id`);

const selectLogLines = sqlStatement<{ attemptIds: readonly string[] }>(sql`
  select emergency_log_id, emergency_log_sequence from scan_attempts
  where attempt_id in (${placeholder('attemptIds')}) and emergency_log_id is not null`);

const reasonSchema = z.enum(Object.keys(SET_ASIDE_REASONS) as [SetAsideReason, ...SetAsideReason[]]);
const setAsideRow = z.object({
  emergency_log_id: z.string(),
  emergency_log_sequence: z.int().nonnegative(),
  gate_id: z.string(),
  // A newer program on another laptop may know more reasons.
  reason: reasonSchema.catch('database-refused'),
  line: z.string(),
  set_aside_at: z.date(),
});
const logLineRow = setAsideRow.pick({ emergency_log_id: true, emergency_log_sequence: true });

/**
 * The lines that were set aside (of one gate, or null for all) and have not gone in since, oldest first.
 * @throws the driver's error when the database is away.
 */
export async function listSetAside(
  pool: SessionPool,
  gateId: string | null,
): Promise<readonly SetAsideLine[]> {
  const [rows] = await ask(pool, 'list lines set aside', [selectSetAside({ gateId })]);
  const kept = readRows('line set aside', setAsideRow, rows);
  const goneIn = await findGoneIn(
    pool,
    kept.flatMap(({ line }) => attemptIdOf(line) ?? []),
  );
  return kept
    .filter((row) => !goneIn.has(`${row.emergency_log_id} ${row.emergency_log_sequence}`))
    .map((row) => ({
      logId: row.emergency_log_id,
      sequence: row.emergency_log_sequence,
      gateId: row.gate_id,
      reason: row.reason,
      text: row.line,
      setAsideAt: row.set_aside_at,
    }));
}

/** The lines, as log id and sequence, that stand in the database after all. A gate may not delete what it set aside. */
async function findGoneIn(pool: SessionPool, attemptIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (attemptIds.length === 0) return new Set();
  const [rows] = await ask(pool, 'look for lines that went in', [selectLogLines({ attemptIds })]);
  return new Set(
    readRows('scan attempt', logLineRow, rows).map(
      (row) => `${row.emergency_log_id} ${row.emergency_log_sequence}`,
    ),
  );
}

const withAttemptId = z.object({ attemptId: z.string() });

/** Null where the line was changed beyond reading. */
function attemptIdOf(text: string): string | null {
  try {
    return withAttemptId.parse(JSON.parse(text)).attemptId;
  } catch {
    return null;
  }
}
