import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { v7 as newAttemptId } from 'uuid';
import { settingsSchema } from '#shared/settings.ts';
import { openGate, type Gate } from '#main/gate/gate.ts';
import { silentLog } from '../../practice/silent-log.ts';
import { summarise, type Times } from '../figures.ts';

/** A gate's attempts while its first copy is under way, and as many after it. */
export type ScanTimes = { readonly copying: Times; readonly afterwards: Times };

/** A quick volunteer with a quick queue. */
const SCAN_EVERY_MS = 50;
const LEAST_SCANS = 100;
const MOST_CODES = 2_000;

/** Opens a gate on an empty folder, so that it copies the whole database, and scans all the time. */
export async function measureScans(place: {
  readonly url: string;
  readonly connection: Connection;
}): Promise<ScanTimes> {
  const [rows] = await place.connection.query<RowDataPacket[]>(
    `SELECT qr_code AS code FROM ticket_purchases WHERE status = 'valid' ORDER BY id LIMIT ${MOST_CODES}`,
  );
  const codes = rows.map((row) => String(row['code']));
  const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-bench-home-'));
  const gate = openGate({
    settings: settingsSchema.parse({ gate: { id: 'G1' } }),
    databaseUrl: place.url,
    isPractice: true,
    folder,
    log: silentLog,
  });
  try {
    while (gate.state().emergency.copying === null && !hasCopied(gate)) await wait(1);
    const copying: number[] = [];
    for (let scan = 0; !hasCopied(gate); scan += 1) copying.push(await scanOnce(gate, codes, scan));
    const afterwards: number[] = [];
    for (let scan = 0; scan < Math.max(LEAST_SCANS, copying.length); scan += 1) {
      afterwards.push(await scanOnce(gate, codes, copying.length + scan));
    }
    return { copying: summarise(copying), afterwards: summarise(afterwards) };
  } finally {
    await gate.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function hasCopied(gate: Gate): boolean {
  return gate.state().emergency.snapshot?.isComplete === true;
}

async function scanOnce(gate: Gate, codes: readonly string[], scan: number): Promise<number> {
  const startedAtMs = performance.now();
  const answer = await gate.submit({
    attemptId: newAttemptId(),
    code: codes[scan % codes.length] ?? '',
    doorTime: new Date().toISOString(),
    source: 'camera',
  });
  const tookMs = performance.now() - startedAtMs;
  gate.noteShown(answer.attemptId);
  if (answer.decidedBy !== 'database')
    throw new Error(`An attempt was not decided by the database: ${answer.verdict}.`);
  await wait(SCAN_EVERY_MS);
  return tookMs;
}
