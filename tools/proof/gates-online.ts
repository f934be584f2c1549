import { setTimeout as wait } from 'node:timers/promises';
import { v7 as newAttemptId } from 'uuid';
import { untilSnapshotsHold } from '#main/rehearsal/snapshots.ts';
import type { Night, NightGate } from './night.ts';

const ONLINE_LIMIT_MS = 60_000;
const BETWEEN_SCANS_MS = 50;

/** Waits until every gate's snapshot holds all `purchases`, and every gate is online. */
export async function untilCopied(night: Night, purchases: number): Promise<void> {
  await untilSnapshotsHold(night.gates, purchases);
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
