import { eq, sql } from 'drizzle-orm';
import {
  conflicts,
  gateOutages,
  gates,
  gateStates,
  scanAttempts,
  setAsideLines,
  students,
  teachers,
  ticketPurchases,
  tickets,
} from '#main/database/schema/index.ts';
import { queryBuilder, sqlStatement, statement } from '#main/database/statement.ts';

/** The questions of a look. What is asked every two seconds reads ranges of indexes, or tables that stay small. */

const { placeholder } = sql;

/**
 * A look is one moment: what is counted and what is read agree. A snapshot, so that it locks nothing and waits for nobody.
 * A session's usual READ COMMITTED would take another moment for each statement.
 */
export const BEGIN_LOOK = [
  'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ',
  'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY',
] as const;
export const END_LOOK = 'COMMIT';

export const ASK_NOW = 'SELECT UTC_TIMESTAMP(3) AS now';

export type AttemptsAfter = { concertId: number; recordedTime: Date; attemptId: string };

/**
 * A page of attempts in the order of their index, from a place in it on. Forced: with few rows in the table the optimiser takes the
 * other index that begins with the concert, and sorts it all. The digest tells unknown codes apart; nobody else's is read.
 */
export const askAttempts = sqlStatement<AttemptsAfter & { most: number }>(sql`
  select \`attempt_id\`, \`ticket_purchase_id\`, \`gate_id\`, \`purpose\`, \`verdict\`, \`decided_by\`,
    if(\`ticket_purchase_id\` is null, hex(\`code_digest\`), null) as \`digest\`,
    \`door_time\`, \`recorded_time\`, \`duration_ms\`, \`retries\`, \`clock_offset_ms\`
  from ${scanAttempts} force index (\`scan_attempts_concert_recorded_index\`)
  where \`concert_id\` = ${placeholder('concertId')} and \`recorded_time\` >= ${placeholder('recordedTime')}
    and (\`recorded_time\` > ${placeholder('recordedTime')} or \`attempt_id\` > ${placeholder('attemptId')})
  order by \`recorded_time\`, \`attempt_id\` limit ${placeholder('most')}`);

/** Whether an attempt that was seen is still there: a practice night that was filled anew has none of the old ones. */
export const askAttempt = statement<{ attemptId: string }>(
  queryBuilder
    .select({ attemptId: scanAttempts.attemptId })
    .from(scanAttempts)
    .where(eq(scanAttempts.attemptId, placeholder('attemptId'))),
);

/** How many attempts were recorded until then; reads the index alone, and is asked rarely. */
export const askAttemptCount = sqlStatement<{ concertId: number; before: Date }>(sql`
  select count(*) as \`n\` from ${scanAttempts} force index (\`scan_attempts_concert_recorded_index\`)
  where \`concert_id\` = ${placeholder('concertId')} and \`recorded_time\` < ${placeholder('before')}`);

/** A concert's ticket purchases by what they are; reads the whole concert in its index, so it is asked every fifteen seconds. */
export const askPurchases = sqlStatement<{ concertId: number }>(sql`
  select \`status\`, \`is_walk_in\`, \`is_sold\`, count(*) as \`n\` from ${ticketPurchases}
  where \`ticket_id\` in (select \`id\` from ${tickets} where \`concert_id\` = ${placeholder('concertId')})
  group by \`status\`, \`is_walk_in\`, \`is_sold\``);

/** All gates, with what they last said of themselves. */
export const ASK_GATES = sqlStatement(sql`
  select g.\`id\` as \`gate_id\`, g.\`name\`, s.\`seen_at\`, s.\`program_version\`, s.\`clock_offset_ms\`,
    s.\`clock_uncertainty_ms\`, s.\`pending_lines\`, s.\`started_at\`, s.\`closed_at\`, s.\`id_shared_at\`, s.\`operator\`, s.\`concert_id\`,
    s.\`snapshot_age_ms\`, s.\`is_snapshot_complete\`, s.\`camera\`, s.\`power\`, s.\`free_disk_bytes\`,
    s.\`last_attempt_at\`, s.\`undecided\`, s.\`retries\`, s.\`deadlocks\`, s.\`recent_median_ms\`, s.\`recent_p95_ms\`
  from ${gates} g left join ${gateStates} s on s.\`gate_id\` = g.\`id\``)({});

/** The newest outages, by the primary key. */
export const ASK_OUTAGES = sqlStatement(sql`
  select \`gate_id\`, \`began_at\`, \`ended_at\`, \`cause\`, \`decided\`, \`admitted\` from ${gateOutages}
  order by \`id\` desc limit 200`)({});

export const askConflicts = sqlStatement<{ concertId: number }>(sql`
  select count(*) as \`n\`, max(\`opened_at\`) as \`newest\` from ${conflicts}
  where \`closed_at\` is null and \`concert_id\` = ${placeholder('concertId')}`);

/**
 * Lines that wait for a person: neither closed nor gone in since, by the attempt that the line names. In the collation of its
 * column, or no index would find it.
 */
export const ASK_SET_ASIDE = sqlStatement(sql`
  select s.\`gate_id\`, count(*) as \`n\`, max(s.\`set_aside_at\`) as \`newest\` from ${setAsideLines} s
  where s.\`closed_at\` is null and not exists (select 1 from ${scanAttempts} a
    where a.\`attempt_id\` = convert(if(json_valid(s.\`line\`), json_unquote(json_extract(s.\`line\`, '$.attemptId')), null)
        using utf8mb4) collate utf8mb4_unicode_ci
      and a.\`emergency_log_id\` = s.\`emergency_log_id\`
      and a.\`emergency_log_sequence\` = s.\`emergency_log_sequence\`)
  group by s.\`gate_id\``)({});

/** What every user of a server may ask, on MySQL and MariaDB alike. */
export const ASK_SERVER = `SHOW GLOBAL STATUS WHERE Variable_name IN ('Threads_connected', 'Innodb_row_lock_waits',
  'Innodb_row_lock_time', 'Innodb_row_lock_current_waits')`;
export const ASK_CONNECTION_LIMIT = 'SELECT @@global.max_connections AS n';

/** Who holds some ticket purchases. */
export const askNames = sqlStatement<{ ids: readonly number[] }>(sql`
  select p.\`id\`, coalesce(s.\`name\`, t.\`name\`) as \`name\` from ${ticketPurchases} p
  left join ${students} s on s.\`id\` = p.\`student_id\` left join ${teachers} t on t.\`id\` = p.\`teacher_id\`
  where p.\`id\` in (${placeholder('ids')})`);
