import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { ask } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import type { RaceAnswer } from './race.ts';

/** What the gates count of themselves, all together, since they were started. */
export type GateCounters = {
  readonly attempts: number;
  readonly deadlocks: number;
  readonly lockWaits: number;
};

const count = z.coerce.number();
const rowsSchema = z.tuple([z.object({ attempts: count, deadlocks: count, lockWaits: count })]);

const sumCounters = sqlStatement(sql`
  select coalesce(sum(attempts), 0) as attempts, coalesce(sum(deadlocks), 0) as deadlocks,
    coalesce(sum(lock_waits), 0) as lockWaits from gate_states`);

/**
 * Whether the counters may tell of locks after these answers: what the database decided at the first try met none. Whoever knows that
 * need not wait for heartbeats.
 */
export function mayHaveMetLocks(answers: readonly RaceAnswer[]): boolean {
  return !answers.every(
    ({ answer }) => answer.decidedBy === 'database' && answer.retries === 0 && !answer.isRecalled,
  );
}

/** A heartbeat comes every five seconds. */
const BEAT_LIMIT_MS = 8_000;
const POLL_MS = 250;

/**
 * Reads them once the gates' heartbeats tell of `answered` attempts; when none does in time, what the last ones told: these are
 * figures, and nothing is decided by them.
 */
export async function readGateCounters(
  pool: SessionPool,
  answered: number,
  signal: AbortSignal,
): Promise<GateCounters> {
  const endMs = performance.now() + BEAT_LIMIT_MS;
  for (;;) {
    signal.throwIfAborted();
    const [rows] = await ask(pool, 'read the gates’ counters', [sumCounters({})]);
    const [counters] = rowsSchema.parse(rows);
    if (counters.attempts >= answered || performance.now() > endMs) return counters;
    await wait(POLL_MS);
  }
}
