import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { gateStates } from '#main/database/schema/index.ts';
import { sqlStatement } from '#main/database/statement.ts';

/** What a gate says of itself with every beat; its columns are told apart in `schema/gate-states.ts`. */
export type BeatReport = Omit<
  typeof gateStates.$inferInsert,
  'beat' | 'seenAt' | 'closedAt' | 'idSharedAt'
> & {
  /** The gate is closing in good order: its silence from now on is no trouble. */
  readonly isLast: boolean;
  /** Another process writes this row too; not where nothing is said. */
  readonly isIdShared?: boolean;
};

const { placeholder } = sql;

type Reported = readonly (readonly [column: string, field: keyof BeatReport])[];

/** The columns that each beat writes anew, and the field of the report for each: first those of the first programs. */
const REPORTED_FIRST = [
  ['program_version', 'programVersion'],
  ['clock_offset_ms', 'clockOffsetMs'],
  ['clock_uncertainty_ms', 'clockUncertaintyMs'],
  ['pending_lines', 'pendingLines'],
] as const satisfies Reported;
const REPORTED = [
  ...REPORTED_FIRST,
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
] as const satisfies Reported;

const valuesOf = (reported: Reported) =>
  reported.map(([column, field]) => ({ column: sql.identifier(column), value: placeholder(field) }));
const closedAt = {
  column: sql.identifier('closed_at'),
  value: sql`if(${placeholder('isLast')}, current_timestamp(3), null)`,
};
/** What the one has found stands until it is old: the other one may not have noticed yet, and writes the same row. */
const idSharedAt = {
  column: sql.identifier('id_shared_at'),
  value: sql`if(${placeholder('isIdShared')}, current_timestamp(3), \`id_shared_at\`)`,
};

/**
 * One row a gate; counting the beats makes every one of them a write, even where nothing else has changed. Where the log
 * ended stays on record when this process has not read its log yet.
 */
function writeRow(values: readonly (typeof closedAt | ReturnType<typeof valuesOf>[number])[]) {
  return sqlStatement<Required<Pick<BeatReport, 'isIdShared'>> & BeatReport>(
    sql`insert into ${gateStates} (\`gate_id\`, \`beat\`, \`last_log_id\`, \`last_log_sequence\`,
          ${sql.join(
            values.map(({ column }) => column),
            sql`, `,
          )})
        values (${placeholder('gateId')}, 1, ${placeholder('lastLogId')},
          ${placeholder('lastLogSequence')}, ${sql.join(
            values.map(({ value }) => value),
            sql`, `,
          )})
        on duplicate key update \`beat\` = \`beat\` + 1,
          \`last_log_sequence\` = coalesce(${placeholder('lastLogSequence')}, \`last_log_sequence\`),
          \`last_log_id\` = coalesce(${placeholder('lastLogId')}, \`last_log_id\`),
          ${sql.join(
            values.map(({ column, value }) => sql`${column} = ${value}`),
            sql`, `,
          )}`,
  );
}

/** Writes the whole row. */
export const writeReport = writeRow([closedAt, idSharedAt, ...valuesOf(REPORTED)]);
/** Writes what a database that was migrated by an earlier program has room for. */
export const writeFirstColumns = writeRow(valuesOf(REPORTED_FIRST));

/** Where the database has this gate's log ending; null before the first line. */
export const readRecord = sqlStatement<{ gateId: string }>(
  sql`select \`last_log_id\`, \`last_log_sequence\` from ${gateStates} where \`gate_id\` = ${placeholder('gateId')}`,
);
export const recordRowsSchema = z.array(
  z
    .object({ last_log_id: z.string().nullable(), last_log_sequence: z.int().nullable() })
    .transform(({ last_log_id: logId, last_log_sequence: sequence }) =>
      logId === null || sequence === null ? null : { logId, sequence },
    ),
);

/** Which process wrote the row last. */
export const readWriter = sqlStatement<{ gateId: string }>(
  sql`select \`started_at\`, \`closed_at\` from ${gateStates} where \`gate_id\` = ${placeholder('gateId')}`,
);
export const writerRowsSchema = z.array(
  z
    .object({ started_at: z.date().nullable(), closed_at: z.date().nullable() })
    .transform((row) => ({ startedAt: row.started_at, isClosed: row.closed_at !== null })),
);
