import { z } from 'zod';
import { formatSpan } from '#shared/span.ts';
import { ask } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { amber, type Check, green, type Judgement, lineOf, red, type Subject } from './check.ts';
import { withProcessRight } from './process-right.ts';
import { counted, listed } from './words.ts';

const SUBJECT: Subject = { id: 'long-transactions', group: 'server', title: 'Long transactions' };

/** Gates need milliseconds: whoever is at it for so long is somebody else. */
const LONG_S = 10;
const MOST_ROWS = 50;

/** One that is still open. */
export type OpenTransaction = {
  readonly threadId: number;
  readonly account: string | null;
  readonly ageS: number;
  readonly lockedRows: number;
};

/** Its start is told by the clock on the server's wall, whatever the session's time zone. */
const question = (
  olderThanS: number,
): string => `select t.trx_mysql_thread_id as thread_id, p.user as user, p.host as host, t.trx_rows_locked as locked_rows,
    timestampdiff(second, t.trx_started, convert_tz(utc_timestamp(), '+00:00', 'SYSTEM')) as age_s
  from information_schema.innodb_trx t left join information_schema.processlist p on p.id = t.trx_mysql_thread_id
  where t.trx_started < convert_tz(utc_timestamp(), '+00:00', 'SYSTEM') - interval ${olderThanS} second
  order by t.trx_started limit ${MOST_ROWS}`;

const transactionRows = z.array(
  z.object({
    thread_id: z.coerce.number(),
    user: z.string().nullable(),
    host: z.string().nullable(),
    locked_rows: z.coerce.number(),
    age_s: z.coerce.number(),
  }),
);

/** Whether somebody has a transaction open and has forgotten it. */
export const longTransactionsCheck: Check = {
  subjects: [SUBJECT],
  look: async ({ pool }) =>
    withProcessRight(pool, SUBJECT, async () => {
      const open = await findOpenTransactions(pool, LONG_S);
      return [lineOf(SUBJECT, judgeTransactions(open))];
    }),
};

/** Those that have been open for longer, the oldest first. Takes the right PROCESS. @throws the driver's error. */
export async function findOpenTransactions(
  pool: SessionPool,
  olderThanS: number,
): Promise<readonly OpenTransaction[]> {
  const [rows] = await ask(pool, 'find long transactions', [question(olderThanS)]);
  return transactionRows.parse(rows).map((row) => ({
    threadId: row.thread_id,
    account: row.user === null ? null : `${row.user}@${row.host ?? ''}`,
    ageS: row.age_s,
    lockedRows: row.locked_rows,
  }));
}

/** Judges those that have been open for long: one that holds rows may keep a guest out, one that only reads costs memory. */
export function judgeTransactions(open: readonly OpenTransaction[]): Judgement {
  const [oldest] = open;
  if (oldest === undefined) return green(`None is open for longer than ${LONG_S} s.`);
  const holders = open.filter(({ lockedRows }) => lockedRows > 0);
  const finding = `${counted(open.length, 'transaction')} open for longer than ${LONG_S} s: ${listed(open.map(describe), 3)}.`;
  if (holders.length === 0) {
    return amber(
      finding,
      'They only read: a backup, or a program that was forgotten. Close it if nobody needs it.',
    );
  }
  return red(
    finding,
    `Whoever holds a ticket’s row keeps its guest out: close that program, or end it with ${holders.map(({ threadId }) => `KILL ${threadId};`).join(' ')}`,
  );
}

function describe({ threadId, account, ageS, lockedRows }: OpenTransaction): string {
  const holds = lockedRows === 0 ? 'holds nothing' : `holds ${counted(lockedRows, 'row')}`;
  return `${account ?? 'nobody (a prepared one)'}, session ${threadId}, for ${formatSpan(ageS * 1_000)}, ${holds}`;
}
