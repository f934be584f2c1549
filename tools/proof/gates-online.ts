import { setTimeout as wait } from 'node:timers/promises';
import { v7 as newAttemptId } from 'uuid';
import { expect } from 'vitest';
import { countSnapshot } from './laptop.ts';
import type { Night, NightGate } from './night.ts';

/** A first copy of a few hundred purchases, by ten gates on two cores. */
const COPY_LIMIT_MS = 60_000;
const CATCH_UP_LIMIT_MS = 60_000;
const BETWEEN_SCANS_MS = 50;

/** Waits until every gate's snapshot holds all `purchases`, and every gate is online. */
export async function untilCopied(night: Night, purchases: number): Promise<void> {
  await expect
    .poll(() => night.gates.filter((gate) => countSnapshot(gate.folder, gate.gateId) < purchases).length, {
      timeout: COPY_LIMIT_MS,
    })
    .toBe(0);
  await Promise.all(night.gates.map((gate) => untilOnline(night, gate, performance.now())));
}

/**
 * Scans codes of no ticket until the database answers one, as a person would who wants to know.
 * @returns the time since `sinceMs`, on the monotonic clock, in milliseconds.
 */
export async function untilOnline(night: Night, gate: NightGate, sinceMs: number): Promise<number> {
  for (;;) {
    const [shown] = await night.present(gate, [unknownCode()]);
    if (shown?.answer.decidedBy === 'database') return performance.now() - sinceMs;
    await wait(BETWEEN_SCANS_MS);
  }
}

/** A code that no ticket has: every look at one is an attempt as well. */
export function unknownCode(): string {
  return `unknown-${newAttemptId()}`;
}

/** Waits until every line of every gate's log is in the database, or set aside there. */
export async function untilLinesAreIn(night: Night): Promise<void> {
  await expect
    .poll(
      async () => {
        const { lines, attempts, setAside } = await night.books();
        const known = new Set(attempts.map(({ attemptId }) => attemptId));
        return lines.filter(({ attemptId }) => !known.has(attemptId)).length - setAside.length;
      },
      { timeout: CATCH_UP_LIMIT_MS, interval: 200 },
    )
    .toBeLessThanOrEqual(0);
}

/** Waits until every gate says of itself that nothing is pending. */
export async function untilNothingIsPending(night: Night): Promise<void> {
  await expect
    .poll(async () => (await night.books()).pending, { timeout: CATCH_UP_LIMIT_MS, interval: 200 })
    .toEqual([]);
}
