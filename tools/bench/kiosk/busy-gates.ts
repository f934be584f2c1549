import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type GateProcess, startGateProcess } from '#main/rehearsal/gate-process.ts';

/** Gates in processes of their own that scan until they are told to stop. */
export type BusyGates = {
  /** Ends them; how many attempts they had answered in all. */
  readonly stop: () => Promise<number>;
};

/**
 * Starts `count` gates (from G2 on) and resolves when each has answered once. Each scans codes of its own, one after
 * another, over and over; `pauseMs` after an answer the next.
 */
export async function startBusyGates(options: {
  readonly count: number;
  readonly pauseMs: number;
  readonly databaseUrl: string;
  readonly codes: readonly string[];
}): Promise<BusyGates> {
  const { count, pauseMs, databaseUrl, codes } = options;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-bench-gates-'));
  const gates = Array.from({ length: count }, (_, index) => {
    const gateId = `G${index + 2}`;
    return startGateProcess({ gateId, databaseUrl, folder: path.join(folder, gateId) });
  });
  const stopping = new AbortController();
  let answered = 0;

  async function scanOn(gate: GateProcess, own: readonly string[]): Promise<void> {
    for (let at = 0; !stopping.signal.aborted; at += 1) {
      if ((await gate.ask(own[at % own.length] ?? '')) === null)
        throw new Error(`Gate ${gate.gateId} ended in the middle of the measurement.`);
      answered += 1;
      if (pauseMs > 0) await pause(pauseMs);
    }
  }

  await Promise.all(gates.map((gate) => gate.ask('warm up')));
  const scanning = Promise.all(
    gates.map((gate, index) =>
      scanOn(
        gate,
        codes.filter((_code, at) => at % count === index),
      ),
    ),
  );
  // Seen to when they are stopped; until then a gate that ended must not end the benchmark with a rejection that nobody awaits.
  scanning.catch(() => undefined);
  return {
    stop: async () => {
      stopping.abort();
      try {
        await scanning;
      } finally {
        await Promise.all(gates.map((gate) => gate.end()));
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      }
      return answered;
    },
  };
}
