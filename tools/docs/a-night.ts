import { cp, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { v7 as newAttemptId } from 'uuid';
import { settingsSchema } from '#shared/settings.ts';
import { exportFiles } from '#main/emergency/export/export-files.ts';
import { fontsOfPackages } from '#main/emergency/export/font-packages.ts';
import { emergencyLogFolder } from '#main/gate/kept-folder.ts';
import { type Gate, openGate } from '#main/gate/gate.ts';
import { createLogger } from '#main/log/create-logger.ts';
import { until } from '#main/rehearsal/until.ts';
import { startFaultProxy } from '../faults/fault-proxy.ts';
import type { ScratchConcert } from '../practice/scratch-concert.ts';
import { silentLog } from '../practice/silent-log.ts';

const GATES = ['G1', 'G2'] as const;
/** For each thing that the night waits for, on a machine that does other things too. */
const LIMIT_MS = 60_000;

/** What a small night leaves behind. */
export type Night = {
  /** A stick with the emergency logs of all gates, as the lead's export writes them. */
  readonly logs: string;
  /** The same stick: the programs' logs lie on it too, a folder a gate. */
  readonly programLogs: string;
  /** The number of the conflict about the guest whom both gates let in. */
  readonly conflictId: string;
};

/**
 * Lives through a small night: two gates are cut off, let the same guest in and some others, and catch up. It leaves logs whose
 * lines are all in the database, and one conflict to close.
 */
export async function liveThroughANight(concert: ScratchConcert, folder: string): Promise<Night> {
  await concert.addPurchases(['SHARED', 'A1', 'B1', 'C1', 'D1'].map((code) => ({ code })));
  const proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(concert.url).port) });
  const gates = GATES.map((gateId) =>
    openGate({
      settings: settingsSchema.parse({ gate: { id: gateId }, operator: 'Ada', attemptDeadlineMs: 1_500 }),
      databaseUrl: proxy.through(concert.url),
      isPractice: false,
      folder: path.join(folder, gateId),
      log: createLogger({ folder: path.join(folder, gateId), isConsole: false, module: gateId }),
    }),
  );
  try {
    await untilAll(
      gates,
      'a whole snapshot',
      ({ connection, emergency }) => connection.state === 'online' && emergency.snapshot?.isComplete === true,
    );
    await Promise.all(gates.map((gate, at) => scan(gate, `${at === 0 ? 'A' : 'B'}1`)));
    proxy.onClientData = () => 'cut-before-sending';
    proxy.cutAll();
    await untilAll(gates, 'gates on their own', ({ connection }) => connection.state === 'on-its-own');
    for (const gate of gates) await scan(gate, 'SHARED');
    proxy.onClientData = () => 'pass';
    await untilAll(
      gates,
      'gates that have caught up',
      ({ connection, emergency }) => connection.state === 'online' && emergency.pendingLines === 0,
    );
  } finally {
    await Promise.all(gates.map((gate) => gate.close()));
    await proxy.close();
  }
  const conflictId = await concert.count('SELECT id AS n FROM conflicts');
  const stick = await fillStick(folder);
  return { logs: stick, programLogs: stick, conflictId: String(conflictId) };
}

/** Takes away what people do: the log itself from the lead's screen, and the program's log by hand. */
async function fillStick(folder: string): Promise<string> {
  const stick = path.join(folder, 'stick');
  await mkdir(stick);
  for (const gateId of GATES) {
    const from = emergencyLogFolder(path.join(folder, gateId));
    const names = (await readdir(from)).filter((name) => name.endsWith('.jsonl'));
    const files = names.map((name) => path.join(from, name));
    const exported = await exportFiles(
      {
        kinds: ['raw'],
        folder: stick,
        log: { gateId, title: 'Tonight', lines: [], findings: [], files },
        guests: () => Promise.resolve([]),
        snapshotTakenAt: null,
      },
      { fonts: fontsOfPackages(), logger: silentLog, now: () => new Date(), onProgress: () => undefined },
    );
    if (exported.outcome === 'failed') throw new Error(exported.problem);
    await cp(path.join(folder, gateId, 'logs'), path.join(stick, gateId, 'logs'), { recursive: true });
  }
  return stick;
}

async function untilAll(
  gates: readonly Gate[],
  what: string,
  isSo: (state: ReturnType<Gate['state']>) => boolean,
): Promise<void> {
  await until(what, LIMIT_MS, () => gates.every((gate) => isSo(gate.state())));
}

async function scan(gate: Gate, code: string): Promise<void> {
  const doorTime = new Date().toISOString();
  const answer = await gate.submit({ attemptId: newAttemptId(), code, doorTime, source: 'camera' });
  if (answer.verdict !== 'admitted') throw new Error(`${code} was not admitted: ${answer.verdict}.`);
  gate.noteShown(answer.attemptId);
}
