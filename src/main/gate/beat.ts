import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { gateStates } from '#main/database/schema/index.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import type { KnownPosition } from '#main/emergency/log/log-reading.ts';
import type { ClockLook } from './gate-clock.ts';

/** What a gate says of itself with every beat; its columns are told apart in `schema/gate-states.ts`. */
export type BeatReport = Omit<typeof gateStates.$inferInsert, 'beat' | 'seenAt' | 'closedAt'> & {
  /** The gate is closing in good order: its silence from now on is no trouble. */
  readonly isLast: boolean;
};

const { placeholder } = sql;

/** The database's clock in seconds, whatever the session's time zone. */
const READ_CLOCK = 'SELECT UNIX_TIMESTAMP(CURRENT_TIMESTAMP(6)) AS now_s';

/** The columns that each beat writes anew, and the field of the report for each. */
const REPORTED = [
  ['program_version', 'programVersion'],
  ['clock_offset_ms', 'clockOffsetMs'],
  ['clock_uncertainty_ms', 'clockUncertaintyMs'],
  ['pending_lines', 'pendingLines'],
  ['started_at', 'startedAt'],
  ['operator', 'operator'],
  ['concert_id', 'concertId'],
  ['set_aside_lines', 'setAsideLines'],
  ['snapshot_age_ms', 'snapshotAgeMs'],
  ['is_snapshot_complete', 'isSnapshotComplete'],
  ['camera', 'camera'],
  ['power', 'power'],
  ['free_disk_bytes', 'freeDiskBytes'],
  ['last_attempt_at', 'lastAttemptAt'],
  ['attempts', 'attempts'],
  ['undecided', 'undecided'],
  ['retries', 'retries'],
  ['deadlocks', 'deadlocks'],
  ['lock_waits', 'lockWaits'],
  ['recent_median_ms', 'recentMedianMs'],
  ['recent_p95_ms', 'recentP95Ms'],
  ['common_settings', 'commonSettings'],
] as const satisfies readonly (readonly [string, keyof BeatReport])[];

const values = REPORTED.map(([column, field]) => ({
  column: sql.identifier(column),
  value: placeholder(field),
}));
const closedAt = sql`if(${placeholder('isLast')}, current_timestamp(3), null)`;

/**
 * One row a gate; counting the beats makes every one of them a write, even where nothing else has changed. Where the log
 * ended stays on record when this process has not read its log yet.
 */
const writeReport = sqlStatement<BeatReport>(
  sql`insert into ${gateStates} (\`gate_id\`, \`beat\`, \`closed_at\`, \`last_log_id\`, \`last_log_sequence\`,
        ${sql.join(
          values.map(({ column }) => column),
          sql`, `,
        )})
      values (${placeholder('gateId')}, 1, ${closedAt}, ${placeholder('lastLogId')},
        ${placeholder('lastLogSequence')}, ${sql.join(
          values.map(({ value }) => value),
          sql`, `,
        )})
      on duplicate key update \`beat\` = \`beat\` + 1, \`closed_at\` = ${closedAt},
        \`last_log_sequence\` = coalesce(${placeholder('lastLogSequence')}, \`last_log_sequence\`),
        \`last_log_id\` = coalesce(${placeholder('lastLogId')}, \`last_log_id\`),
        ${sql.join(
          values.map(({ column, value }) => sql`${column} = ${value}`),
          sql`, `,
        )}`,
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
 * server or a full disk; this is what an attempt needs, too. `report` is asked when the clock has been read, so that the
 * first row of a gate already tells its times by it.
 * @returns where the beat before this one had the log ending.
 * @throws the driver's error or a TimeLimitError.
 */
export async function beatOnce(
  pool: SessionPool,
  gateId: string,
  report: (look: ClockLook) => BeatReport,
): Promise<KnownPosition | null> {
  const deadline = deadlineIn(BEAT_LIMIT_MS);
  const session = await pool.borrow(deadline);
  try {
    // A trip of its own: waiting for the disk would blur the measurement.
    const sentAtMs = performance.now();
    const [rows] = await session.roundTrip('read clock', [READ_CLOCK], deadline);
    const answeredAtMs = performance.now();
    const [{ now_s: nowS }] = clockRowsSchema.parse(rows);
    const said = report({ sentAtMs, answeredAtMs, serverNowMs: nowS * 1_000 });
    const [record] = await session.roundTrip('beat', [readRecord({ gateId }), writeReport(said)], deadline);
    session.release();
    return recordRowsSchema.parse(record)[0] ?? null;
  } catch (error) {
    session.discard();
    throw error;
  }
}
