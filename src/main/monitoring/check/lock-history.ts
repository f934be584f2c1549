import { z } from 'zod';
import { formatSpan } from '#shared/span.ts';
import { ask } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { amber, type Check, green, type Judgement, lineOf, type Subject } from './check.ts';
import { withProcessRight } from './process-right.ts';
import { readServerFacts, type ServerFacts } from './server-facts.ts';
import { counted, milliseconds } from './words.ts';

const WAITS: Subject = { id: 'row-lock-waits', group: 'server', title: 'Row lock waits' };
const DEADLOCKS: Subject = { id: 'deadlocks', group: 'server', title: 'Deadlocks' };

/** On average: from here on a guest notices. */
const LONG_WAIT_MS = 250;
const HOUR_S = 60 * 60;

/** Who waited for whom. */
export const rowLockWaitsCheck: Check = {
  subjects: [WAITS],
  async look({ pool }) {
    const facts = await readServerFacts(pool, {
      variables: [],
      counters: [
        'Innodb_row_lock_current_waits',
        'Innodb_row_lock_waits',
        'Innodb_row_lock_time_avg',
        'Innodb_row_lock_time_max',
      ],
    });
    return [lineOf(WAITS, judgeRowLockWaits(facts))];
  },
};

/** Judges them: the seed's “should stay low”. */
export function judgeRowLockWaits(facts: ServerFacts): Judgement {
  const now = facts.number('Innodb_row_lock_current_waits') ?? 0;
  const waits = facts.number('Innodb_row_lock_waits') ?? 0;
  const averageMs = facts.number('Innodb_row_lock_time_avg') ?? 0;
  const longestMs = facts.number('Innodb_row_lock_time_max') ?? 0;
  const finding =
    `${now === 0 ? 'None' : now} now; ${waits} ${sinceStart(facts)}` +
    (waits === 0 ? '.' : `, ${milliseconds(averageMs)} on average, ${milliseconds(longestMs)} at the most.`);
  if (now > 0) {
    return amber(
      finding,
      'Somebody waits for somebody else’s row: see the long transactions, and look again.',
    );
  }
  if (averageMs >= LONG_WAIT_MS) {
    return amber(
      finding,
      'Something held rows for long: find out what else writes to these tables, and end it before the doors open.',
    );
  }
  return green(finding);
}

/** How often the server had to undo a transaction. */
export const deadlocksCheck: Check = {
  subjects: [DEADLOCKS],
  look: async ({ pool }) =>
    withProcessRight(pool, DEADLOCKS, async () => {
      const facts = await readServerFacts(pool, { variables: [], counters: ['Innodb_deadlocks'] });
      const deadlocks = facts.number('Innodb_deadlocks') ?? (await askForDeadlocks(pool));
      const uptimeS = facts.number('Uptime') ?? 0;
      return [lineOf(DEADLOCKS, judgeDeadlocks({ deadlocks, uptimeS }))];
    }),
};

const metricRows = z.array(z.object({ found: z.coerce.number(), status: z.string() }));

/** MySQL has no counter of them for everybody; null where counting was switched off. */
async function askForDeadlocks(pool: SessionPool): Promise<number | null> {
  const [rows] = await ask(pool, 'count deadlocks', [
    "select count as found, status from information_schema.innodb_metrics where name = 'lock_deadlocks'",
  ]);
  const [row] = metricRows.parse(rows);
  return row === undefined || row.status !== 'enabled' ? null : row.found;
}

/** Judges them by their rate: a few in a month are no trouble, a few in an hour are somebody's mistake. */
export function judgeDeadlocks(facts: {
  readonly deadlocks: number | null;
  readonly uptimeS: number;
}): Judgement {
  const { deadlocks, uptimeS } = facts;
  if (deadlocks === null) {
    return amber(
      'The server does not count them.',
      "Switch counting on: SET GLOBAL innodb_monitor_enable = 'lock_deadlocks';",
    );
  }
  const finding = `${deadlocks === 0 ? 'None' : counted(deadlocks, 'deadlock')} since the server was started ${formatSpan(uptimeS * 1_000)} ago.`;
  const perHour = deadlocks / Math.max(1, uptimeS / HOUR_S);
  if (perHour < 1) return green(finding);
  return amber(
    finding,
    'Gates try again by themselves; but find out what else writes: SHOW ENGINE INNODB STATUS names the last one.',
  );
}

function sinceStart(facts: ServerFacts): string {
  return `since the server was started ${formatSpan((facts.number('Uptime') ?? 0) * 1_000)} ago`;
}
