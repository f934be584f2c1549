import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { gateStates } from '#main/database/schema/index.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import type { KnownPosition } from '#main/emergency/log/log-reading.ts';
import type { ClockLook } from './gate-clock.ts';

/** What a gate says of itself with every beat. */
export type BeatReport = {
  readonly gateId: string;
  readonly programVersion: string;
  readonly clockOffsetMs: number | null;
  readonly clockUncertaintyMs: number | null;
  readonly pendingLines: number;
  readonly lastLogId: string | null;
  readonly lastLogSequence: number | null;
};

/** What a beat found out. */
type Beat = {
  readonly look: ClockLook;
  /** Where the beat before this one had the log ending. */
  readonly onRecord: KnownPosition | null;
};

const { placeholder } = sql;

/** The database's clock in seconds, whatever the session's time zone. */
const READ_CLOCK = 'SELECT UNIX_TIMESTAMP(CURRENT_TIMESTAMP(6)) AS now_s';

/** One row a gate; counting the beats makes every one of them a write, even where nothing else has changed. */
const writeReport = sqlStatement<BeatReport>(
  sql`insert into ${gateStates} (\`gate_id\`, \`beat\`, \`program_version\`, \`clock_offset_ms\`,
        \`clock_uncertainty_ms\`, \`pending_lines\`, \`last_log_id\`, \`last_log_sequence\`)
      values (${placeholder('gateId')}, 1, ${placeholder('programVersion')}, ${placeholder('clockOffsetMs')},
        ${placeholder('clockUncertaintyMs')}, ${placeholder('pendingLines')}, ${placeholder('lastLogId')},
        ${placeholder('lastLogSequence')})
      on duplicate key update \`beat\` = \`beat\` + 1, \`program_version\` = ${placeholder('programVersion')},
        \`clock_offset_ms\` = ${placeholder('clockOffsetMs')},
        \`clock_uncertainty_ms\` = ${placeholder('clockUncertaintyMs')},
        \`pending_lines\` = ${placeholder('pendingLines')},
        \`last_log_sequence\` = coalesce(${placeholder('lastLogSequence')}, \`last_log_sequence\`),
        \`last_log_id\` = coalesce(${placeholder('lastLogId')}, \`last_log_id\`)`,
);

/** Where the database has this gate's log ending; null before the first line. */
const readRecord = sqlStatement<{ gateId: string }>(
  sql`select \`last_log_id\`, \`last_log_sequence\` from ${gateStates} where \`gate_id\` = ${placeholder('gateId')}`,
);
const recordRowsSchema = z.array(
  z
    .object({ last_log_id: z.string().nullable(), last_log_sequence: z.int().nullable() })
    .transform(({ last_log_id: logId, last_log_sequence: sequence }) =>
      logId === null || sequence === null ? null : { logId, sequence },
    ),
);

const clockRowsSchema = z.tuple([z.object({ now_s: z.coerce.number() })]);

/** How long one beat may take: longer than that, and an attempt would find no time either. */
const BEAT_LIMIT_MS = 1_500;

/**
 * One beat: looks at the database's clock, then writes the gate's row and commits. Reading proves nothing on a read-only
 * server or a full disk; this is what an attempt needs, too.
 * @throws the driver's error or a TimeLimitError.
 */
export async function beatOnce(pool: SessionPool, report: BeatReport): Promise<Beat> {
  const deadline = deadlineIn(BEAT_LIMIT_MS);
  const session = await pool.borrow(deadline);
  try {
    // A trip of its own: waiting for the disk would blur the measurement.
    const sentAtMs = performance.now();
    const [rows] = await session.roundTrip('read clock', [READ_CLOCK], deadline);
    const answeredAtMs = performance.now();
    const [{ now_s: nowS }] = clockRowsSchema.parse(rows);
    const [record] = await session.roundTrip('beat', [readRecord(report), writeReport(report)], deadline);
    session.release();
    const look = { sentAtMs, answeredAtMs, serverNowMs: nowS * 1_000 };
    return { look, onRecord: recordRowsSchema.parse(record)[0] ?? null };
  } catch (error) {
    session.discard();
    throw error;
  }
}
