import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import { settingsSchema } from '#shared/settings.ts';
import { openSessionPool } from '#main/database/session-pool.ts';
import { readLogs } from '#main/emergency/log/read-logs.ts';
import { replayLines } from '#main/emergency/replay/replay-lines.ts';
import { type FaultProxy, startFaultProxy } from '../../../tools/faults/fault-proxy.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { type Gate, openGate } from './gate.ts';

describe.each(inject('databaseServers'))('a laptop that was rehearsed with, on $kind $version', (server) => {
  let rehearsal: ScratchConcert;
  let real: ScratchConcert;
  let proxy: FaultProxy;
  let folder: string;
  const gates: Gate[] = [];

  beforeEach(async () => {
    rehearsal = await createScratchConcert(server);
    real = await createScratchConcert(server);
    for (const concert of [rehearsal, real]) await concert.addPurchases([{ code: 'same code' }]);
    // The very case: gate and concert are called the same.
    expect(rehearsal.concertId).toBe(real.concertId);
    proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-rehearsed-'));
  });
  afterEach(async () => {
    await Promise.all(gates.splice(0).map((gate) => gate.close()));
    await proxy.close();
    await rehearsal.drop();
    await real.drop();
    rmSync(folder, { recursive: true });
  });

  async function open(url: string, isPractice: boolean): Promise<Gate> {
    const gate = openGate({
      settings: settingsSchema.parse({ gate: { id: 'G1' }, operator: 'Ada' }),
      databaseUrl: url,
      isPractice,
      folder,
      log: silentLog,
    });
    gates.push(gate);
    await expect
      .poll(() => gate.state(), { timeout: 15_000 })
      .toMatchObject({ connection: { state: 'online' }, emergency: { snapshot: { isComplete: true } } });
    return gate;
  }
  async function scan(gate: Gate, code: string) {
    const doorTime = new Date().toISOString();
    const answer = await gate.submit({ attemptId: newAttemptId(), code, doorTime, source: 'camera' });
    gate.noteShown(answer.attemptId);
    return answer;
  }

  /** Lets somebody in while the rehearsal's server is away, and leaves the line pending. */
  async function rehearseAnOutage(isPractice: boolean): Promise<void> {
    const gate = await open(proxy.through(rehearsal.url), isPractice);
    proxy.onClientData = () => 'cut-before-sending';
    proxy.cutAll();
    const answer = await scan(gate, 'same code');
    expect(answer).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    await gate.close();
    gates.length = 0;
  }

  test.each([
    ['in practice', true],
    ['on another database', false],
  ])(
    '%s admits its guest at the concert, and puts no line of then into the books',
    async (_what, isPractice) => {
      await rehearseAnOutage(isPractice);
      const gate = await open(real.url, false);
      expect(gate.state().emergency).toMatchObject({ pendingLines: 0, setAsideLines: 0 });
      expect(await scan(gate, 'same code')).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
      await gate.close();
      gates.length = 0;
      expect(await real.count('SELECT COUNT(*) n FROM scan_attempts')).toBe(1);
      expect(await real.count("SELECT COUNT(*) n FROM scan_attempts WHERE decided_by = 'emergency'")).toBe(0);
      expect(await real.count('SELECT COUNT(*) n FROM conflicts')).toBe(0);
    },
  );

  test('in practice keeps nothing where the concert’s files are', async () => {
    await rehearseAnOutage(true);
    expect(readdirSync(folder)).toEqual(['practice']);
    expect(readdirSync(path.join(folder, 'practice')).toSorted()).toEqual([
      'emergency-log',
      'gates',
      'snapshot-key',
    ]);
  }, 60_000);

  test('on a server that has another address now: its lines are kept and shown, and go in by the command', async () => {
    await rehearseAnOutage(false);
    const before = new URL(proxy.through(rehearsal.url)).host;
    // The very same database, not through the proxy.
    const gate = await open(rehearsal.url, false);
    expect(gate.findings()).toEqual([expect.stringMatching(/1 of .*“admit-one log replay”/u)]);
    expect(gate.findings()[0]).toContain(before);
    const [line] = gate.emergencyLog()?.lines() ?? [];
    if (line === undefined) throw new Error('The line is gone.');
    expect(gate.stateOfLine(line)).toMatchObject({ state: 'set-aside' });
    const readings = await readLogs([path.join(folder, 'emergency-log')]);
    const pool = openSessionPool({ url: rehearsal.url, log: silentLog });
    const lines = readings.flatMap((reading) => reading.lines);
    expect(await replayLines(pool, lines, { log: silentLog })).toMatchObject({ stoppedBy: null });
    await pool.close();
    await expect.poll(() => gate.findings(), { timeout: 20_000 }).toEqual([]);
    expect(gate.stateOfLine(line)).toEqual({ state: 'in-database' });
    expect(await scan(gate, 'same code')).toMatchObject({ verdict: 'already-admitted' });
  }, 60_000);

  test('on another database catches up with that one when it is set up again', async () => {
    await rehearseAnOutage(false);
    await (await open(real.url, false)).close();
    gates.length = 0;
    proxy.onClientData = () => 'pass';
    const gate = await open(proxy.through(rehearsal.url), false);
    expect(gate.findings()).toEqual([]);
    await expect
      .poll(() => rehearsal.count("SELECT COUNT(*) n FROM scan_attempts WHERE decided_by = 'emergency'"), {
        timeout: 15_000,
      })
      .toBe(1);
  }, 60_000);
});
