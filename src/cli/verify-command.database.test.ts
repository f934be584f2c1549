import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createConnection } from 'mysql2/promise';
import { v7 as newAttemptId } from 'uuid';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { Answer } from '#shared/attempt.ts';
import { settingsSchema } from '#shared/settings.ts';
import { openSessionPool } from '#main/database/session-pool.ts';
import { closeConflict } from '#main/emergency/replay/close-conflict.ts';
import { type Gate, openGate } from '#main/gate/gate.ts';
import { createLogger } from '#main/log/create-logger.ts';
import type { Integrity } from '#main/monitoring/integrity/integrity.ts';
import { analyseLogs } from '#main/monitoring/log-analysis/analyse-logs.ts';
import { type FaultProxy, startFaultProxy } from '../../tools/faults/fault-proxy.ts';
import { untilLockWait } from '../../tools/practice/lock-wait.ts';
import { createScratchConcert, type ScratchConcert } from '../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../tools/practice/silent-log.ts';

/** As `expect.poll`, which a hook may not use. */
const until = (holds: () => void) => vi.waitFor(holds, { timeout: 30_000 });

const GATE_IDS = ['G1', 'G2', 'G3'];

describe.each(inject('databaseServers'))('after a night with an outage on $kind $version', (server) => {
  let concert: ScratchConcert;
  let proxy: FaultProxy;
  let folder: string;
  const gates: Gate[] = [];
  /** What the doors showed. */
  const shown: Answer[] = [];

  beforeAll(async () => {
    concert = await createScratchConcert(server);
    proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
    folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-verify-'));
    await concert.addPurchases([
      ...['one', 'two', 'three', 'at both', 'never comes'].map((code) => ({ code: `code ${code}` })),
      { code: 'code void', status: 'cancelled' },
      { code: 'code sold', isWalkIn: true, isSold: true },
      { code: 'code unsold', isWalkIn: true },
    ]);
    await playNight();
  });
  afterAll(async () => {
    await closeGates();
    await proxy.close();
    await concert.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const closeGates = (): Promise<unknown> => Promise.all(gates.splice(0).map((gate) => gate.close()));
  const laptopOf = (gateId: string): string => path.join(folder, gateId);

  /** G1 and G2 go through the network that will fail, G3 does not. */
  function open(gateId: string): Gate {
    return openGate({
      // Nobody waits for a guest here, and a busy machine is no outage.
      settings: settingsSchema.parse({ gate: { id: gateId }, operator: 'Ada', attemptDeadlineMs: 20_000 }),
      databaseUrl: gateId === 'G3' ? concert.url : proxy.through(concert.url),
      isPractice: false,
      folder: laptopOf(gateId),
      log: createLogger({ folder: laptopOf(gateId), isConsole: false, module: `kiosk-${gateId}` }),
    });
  }

  async function scan(gate: Gate | undefined, code: string, attemptId = newAttemptId()): Promise<Answer> {
    if (gate === undefined) throw new Error('there is no such gate');
    const answer = await gate.submit({
      attemptId,
      code,
      doorTime: new Date().toISOString(),
      source: 'camera',
    });
    gate.noteShown(answer.attemptId);
    shown.push(answer);
    return answer;
  }

  /** A session that wants what the admission has, and has what the admission wants. */
  async function scanIntoDeadlock(gate: Gate | undefined, code: string): Promise<Answer> {
    const attemptId = newAttemptId();
    const digest = createHash('sha256').update(code).digest();
    const other = await createConnection({ uri: concert.adminUrl });
    try {
      await other.query('START TRANSACTION');
      await other.query(
        `INSERT INTO scan_attempts (attempt_id, gate_id, verdict, decided_by, code_digest, door_time, duration_ms)
         VALUES (?, 'G9', 'unknown-code', 'database', ?, UTC_TIMESTAMP(3), 1)`,
        [attemptId, digest],
      );
      // More rows changed than the admission has: that one is the victim.
      await other.query(
        "INSERT INTO gates (id) SELECT CONCAT('X', seq) FROM (SELECT 1 seq UNION SELECT 2 UNION SELECT 3 UNION SELECT 4) s",
      );
      let isDecided = false;
      const deciding = scan(gate, code, attemptId).finally(() => (isDecided = true));
      await untilLockWait(concert, () => isDecided);
      await other.query('SELECT id FROM ticket_purchases WHERE qr_code_digest = ? FOR UPDATE', [digest]);
      await other.query('ROLLBACK');
      return await deciding;
    } finally {
      await other.end();
    }
  }

  async function playNight(): Promise<void> {
    gates.push(...GATE_IDS.map(open));
    const [g1, g2, g3] = gates;
    for (const gate of gates) {
      const isReady = { connection: { state: 'online' }, emergency: { snapshot: { isComplete: true } } };
      await until(() => expect(gate.state()).toMatchObject(isReady));
    }
    expect(await scan(g1, 'code one')).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
    expect(await scan(g2, 'code one')).toMatchObject({ verdict: 'already-admitted' });
    expect(await scan(g3, 'a code\u0001 that no ticket can have')).toMatchObject({ verdict: 'unknown-code' });
    const contended = await scanIntoDeadlock(g3, 'code sold');
    // On a busy machine every try may have waited too long: then it is scanned again, as at the door.
    if (contended.verdict === 'undecided') await scan(g3, 'code sold');
    expect(shown.at(-1)).toMatchObject({ verdict: 'admitted' });

    proxy.onClientData = () => 'cut-before-sending';
    proxy.cutAll();
    expect(await scan(g1, 'code two')).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    for (const gate of [g1, g2])
      expect(await scan(gate, 'code at both')).toMatchObject({ verdict: 'admitted' });
    expect(await scan(g2, 'code void')).toMatchObject({ verdict: 'cancelled', decidedBy: 'emergency' });
    const entry = { who: 'A singer', reason: 'No paper', ticketPurchaseId: null, doorTime: null };
    expect(await g2?.writeEntry(entry)).toMatchObject({ outcome: 'written' });
    expect(await scan(g3, 'code three')).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });

    proxy.onClientData = () => 'pass';
    for (const gate of gates) {
      const isBack = { connection: { state: 'online' }, emergency: { pendingLines: 0 } };
      await until(() => expect(gate.state()).toMatchObject(isBack));
    }
    await closeGates();
  }

  type Ended = { readonly exitCode: number | null; readonly output: string; readonly complaint: string };

  function run(words: readonly string[], url = concert.url): Promise<Ended> {
    return new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [path.join(import.meta.dirname, 'admit-one.ts'), ...words],
        { env: { ...process.env, ADMIT_ONE_HOME: path.join(folder, 'office'), ADMIT_ONE_DATABASE_URL: url } },
        (_error, output, complaint) => resolve({ exitCode: child.exitCode, output, complaint }),
      );
    });
  }
  async function closeTheConflict(): Promise<void> {
    const pool = openSessionPool({ url: concert.url, log: silentLog });
    const conflictId = await concert.count('SELECT id n FROM conflicts');
    const version = await concert.count('SELECT version n FROM conflicts');
    const closing = { conflictId, version, closedBy: 'Ada', why: 'Twins, both had paid', now: new Date() };
    expect(await closeConflict(pool, closing, silentLog)).toEqual({ outcome: 'closed' });
    await pool.close();
  }

  const tonight = () => String(concert.concertId);

  test('verify tells the one thing that is left to a person, and then that everything holds', async () => {
    const before = await run(['verify', ...GATE_IDS.map(laptopOf), '--concert', tonight(), '--json']);
    expect(before).toMatchObject({ exitCode: 2, complaint: '' });
    const found = JSON.parse(before.output) as Integrity;
    expect(found.rules.filter(({ state }) => state !== 'holds')).toMatchObject([
      {
        rule: 'conflict-open',
        state: 'broken',
        faults: [{ words: expect.stringContaining('2 admissions') }],
      },
    ]);
    expect(found.logs).toMatchObject({ gateIds: ['G1', 'G2'], lines: 5, notGiven: [] });
    expect(before.output).not.toMatch(/code |sha256|singer/u);

    await closeTheConflict();
    const logs = GATE_IDS.map((gateId) => path.join(laptopOf(gateId), 'emergency-log'));
    const after = await run(['verify', ...logs, '--concert', tonight()]);
    expect(after).toMatchObject({ exitCode: 0, complaint: '' });
    expect(after.output).toContain(
      '✓ Standing: 6 sold + 1 walk-ins sold - 1 cancelled = 5 admitted + 1 not arrived',
    );
    expect(after.output).toContain('the lead let in 1 without a ticket purchase');
    expect(after.output).toContain('Twins, both had paid');
    expect(after.output).toContain('The books hold: database and logs agree on everybody.');
  });

  test('verify says in a sentence what it could not look at, with exit code 1', async () => {
    expect(await run(['verify', '--concert', '4711'])).toMatchObject({
      exitCode: 1,
      complaint: expect.stringContaining('There is no concert 4711'),
    });
    const away = await run(['verify'], 'mysql://gate:gate@127.0.0.1:1/concert');
    expect(away).toMatchObject({
      exitCode: 1,
      output: '',
      complaint: expect.stringContaining('cannot be reached'),
    });
  });

  test('logs analyse tells from the laptops’ logs what happened, and at which gate', async () => {
    const files = GATE_IDS.map(laptopOf);
    const { files: each, together } = await analyseLogs(files);
    expect(each.map(({ gateIds }) => gateIds)).toEqual([['G1'], ['G2'], ['G3']]);
    expect(together.damagedLines).toBe(0);
    // Which of the two it is depends on how soon the other session asks for its row.
    const troubles = [...together.deadlocks, ...together.lockWaits];
    expect(troubles.length).toBeGreaterThan(0);
    for (const { gateId, attemptId } of troubles)
      expect([gateId, typeof attemptId]).toEqual(['G3', 'string']);
    expect(together.outages.map(({ gateId }) => gateId ?? '').toSorted()).toEqual(['G1', 'G2']);
    for (const { beganAt, endedAt, cause } of together.outages) {
      expect(cause).toBe('database-unreachable');
      expect(Date.parse(endedAt ?? '')).toBeGreaterThan(Date.parse(beganAt));
    }
    expect(together.databaseErrors.map(({ cause }) => cause)).toContain('database-unreachable');
    expect(together.malformed).toMatchObject([{ gateId: 'G3', what: 'control-characters' }]);
    expect(together.restarts).toHaveLength(3);
    const sum = (column: 'attempts' | 'admitted' | 'decidedHere' | 'undecided' | 'deadlocks' | 'lockWaits') =>
      together.minutes.reduce((total, minute) => total + minute[column], 0);
    const admitted = shown.filter(({ verdict }) => verdict === 'admitted').length;
    const undecided = shown.filter(({ verdict }) => verdict === 'undecided').length;
    expect([sum('attempts'), sum('admitted'), sum('undecided')]).toEqual([shown.length, admitted, undecided]);
    expect(sum('decidedHere')).toBe(shown.filter(({ decidedBy }) => decidedBy === 'emergency').length);
    expect([sum('deadlocks'), sum('lockWaits')]).toEqual([
      together.deadlocks.length,
      together.lockWaits.length,
    ]);
    expect(together.undecided).toHaveLength(undecided);

    const { exitCode, output, complaint } = await run([
      'logs',
      'analyse',
      ...files,
      path.join(folder, 'nowhere.log'),
    ]);
    expect(exitCode).toBe(1);
    expect(complaint).toContain('nowhere.log: There is no such file.');
    for (const words of ['Outages: 2\n', `${shown.length} attempts: ${admitted} admitted`]) {
      expect(output).toContain(words);
    }
    expect(output + JSON.stringify(together)).not.toMatch(/code (?:one|two|sold|void|at both)/u);
  });
});
