import { setTimeout as wait } from 'node:timers/promises';
import { v7 as newAttemptId } from 'uuid';
import { countSnapshot } from './laptop.ts';
import type { Night, NightGate } from './night.ts';
import { until } from './until.ts';

/** A first copy of a few hundred purchases, by ten gates on two cores. */
const COPY_LIMIT_MS = 90_000;
const ONLINE_LIMIT_MS = 60_000;
const CATCH_UP_LIMIT_MS = 60_000;
const BETWEEN_SCANS_MS = 50;

/** Waits until every gate's snapshot holds all `purchases`, and every gate is online. */
export async function untilCopied(night: Night, purchases: number): Promise<void> {
  const lacking = (): string[] =>
    night.gates
      .filter(({ folder, gateId }) => countSnapshot(folder, gateId) < purchases)
      .map(({ gateId }) => gateId);
  await until(
    'every gate has its snapshot',
    COPY_LIMIT_MS,
    () => lacking().length === 0,
    () => `(all but ${lacking().join(', ')})`,
  );
  await Promise.all(night.gates.map((gate) => untilOnline(night, gate, performance.now())));
}

/**
 * Scans codes of no ticket until the database answers one, as a person would who wants to know.
 * @returns the time since `sinceMs`, on the monotonic clock, in milliseconds.
 * @throws when it does not within a minute.
 */
export async function untilOnline(night: Night, gate: NightGate, sinceMs: number): Promise<number> {
  const giveUpAtMs = performance.now() + ONLINE_LIMIT_MS;
  for (;;) {
    const [shown] = await night.present(gate, [unknownCode()]);
    if (shown?.answer.decidedBy === 'database') return performance.now() - sinceMs;
    if (performance.now() > giveUpAtMs) throw new Error(`${gate.gateId} does not come back online`);
    await wait(BETWEEN_SCANS_MS);
  }
}

/** A code that no ticket has: every look at one is an attempt as well. */
function unknownCode(): string {
  return `unknown-${newAttemptId()}`;
}

/** Waits until every line of every gate's log is in the database, or set aside there. */
export async function untilLinesAreIn({ books }: Pick<Night, 'books'>): Promise<void> {
  await until('every line is in the database', CATCH_UP_LIMIT_MS, async () => {
    const { lines, attempts, setAside } = await books();
    const known = new Set(attempts.map(({ attemptId }) => attemptId));
    return lines.filter(({ attemptId }) => !known.has(attemptId)).length <= setAside.length;
  });
}

/** Waits until every gate says of itself that nothing is pending. */
export async function untilNothingIsPending({ books }: Pick<Night, 'books'>): Promise<void> {
  await until(
    'no gate has pending lines',
    CATCH_UP_LIMIT_MS,
    async () => (await books()).pending.length === 0,
  );
}
