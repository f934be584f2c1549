import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import type { Answer } from '#shared/attempt.ts';
import { settingsSchema } from '#shared/settings.ts';
import { type FaultProxy, startFaultProxy } from '../../../tools/faults/fault-proxy.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { type Gate, openGate } from './gate.ts';

describe.each(inject('databaseServers'))('a gate on its own, cut off from $kind $version', (server) => {
  let concert: ScratchConcert;
  let proxy: FaultProxy;
  let folder: string;
  const gates: Gate[] = [];

  beforeAll(async () => {
    concert = await createScratchConcert(server);
  });
  afterAll(() => concert.drop());
  beforeEach(async () => {
    proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-own-'));
  });
  afterEach(async () => {
    await Promise.all(gates.splice(0).map((gate) => gate.close()));
    await proxy.close();
    rmSync(folder, { recursive: true });
  });

  function open(gateId = 'G1', url = proxy.through(concert.url), at = folder): Gate {
    const gate = openGate({
      settings: settingsSchema.parse({ gate: { id: gateId }, operator: 'Ada' }),
      databaseUrl: url,
      isPractice: false,
      folder: at,
      log: silentLog,
    });
    gates.push(gate);
    return gate;
  }

  async function openCopied(gateId = 'G1'): Promise<Gate> {
    const gate = open(gateId);
    await expect
      .poll(() => gate.state(), { timeout: 15_000 })
      .toMatchObject({
        connection: { state: 'online' },
        emergency: { snapshot: { isComplete: true } },
      });
    return gate;
  }

  async function scan(gate: Gate, code: string, isSeen = true): Promise<Answer> {
    const doorTime = new Date().toISOString();
    const answer = await gate.submit({ attemptId: newAttemptId(), code, doorTime, source: 'camera' });
    if (isSeen) gate.noteShown(answer.attemptId);
    return answer;
  }

  /** The network is gone: what there is is cut, and nothing new comes through. */
  function pullTheCable(): void {
    proxy.onClientData = () => 'cut-before-sending';
    proxy.cutAll();
  }
  async function untilBack(gate: Gate): Promise<number> {
    proxy.onClientData = () => 'pass';
    const sinceMs = performance.now();
    await expect
      .poll(() => gate.state().connection.state, { timeout: 10_000, interval: 20 })
      .toMatch(/online|catching-up/u);
    const backMs = performance.now() - sinceMs;
    await expect.poll(() => gate.state().emergency.pendingLines, { timeout: 10_000 }).toBe(0);
    return backMs;
  }
  const statusOf = (code: string, status: string): Promise<number> =>
    concert.count('SELECT COUNT(*) n FROM ticket_purchases WHERE qr_code = ? AND status = ?', [code, status]);

  test('decides by the same rules at once, catches up by itself, and is online again within five seconds', async () => {
    await concert.addPurchases([
      { code: 'online' },
      { code: 'own one' },
      { code: 'own two' },
      { code: 'own void', status: 'cancelled' },
    ]);
    const gate = await openCopied();
    expect(await scan(gate, 'online')).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
    pullTheCable();
    // Admitted by the database a moment ago: the snapshot need not have been refreshed since.
    expect(await scan(gate, 'online')).toMatchObject({
      verdict: 'already-admitted',
      decidedBy: 'emergency',
      admittedAtGate: { id: 'G1' },
    });
    expect(gate.state().connection).toMatchObject({ state: 'on-its-own', cause: 'database-unreachable' });
    expect(await scan(gate, 'own one')).toMatchObject({
      verdict: 'admitted',
      decidedBy: 'emergency',
      ticket: { holder: { name: 'Zoë Łukasiewicz', kind: 'student' }, ticketKind: 'Standing' },
    });
    expect(await scan(gate, 'own one')).toMatchObject({ verdict: 'already-admitted' });
    expect(await scan(gate, 'own void')).toMatchObject({ verdict: 'cancelled' });
    expect(await scan(gate, 'nobody has this one')).toMatchObject({ verdict: 'unknown-code' });
    const last = await scan(gate, 'own two');
    expect(last.durationMs).toBeLessThan(1_000);
    expect(gate.state().emergency.pendingLines).toBe(6);
    expect(await statusOf('own one', 'used')).toBe(0);

    expect(await untilBack(gate)).toBeLessThan(5_000);
    expect(await statusOf('own one', 'used')).toBe(1);
    expect(await statusOf('own two', 'used')).toBe(1);
    expect(await scan(gate, 'own one')).toMatchObject({ verdict: 'already-admitted', decidedBy: 'database' });
    expect(await concert.count("SELECT COUNT(*) n FROM scan_attempts WHERE decided_by = 'emergency'")).toBe(
      6,
    );
    expect(await concert.count('SELECT COUNT(*) n FROM conflicts')).toBe(0);
    expect(
      await concert.count(
        'SELECT COUNT(*) n FROM gate_states WHERE gate_id = ? AND clock_offset_ms IS NOT NULL',
        ['G1'],
      ),
    ).toBe(1);
  });

  test('an attempt id that the database decided on for one code lets nobody in on another when it is away', async () => {
    await concert.addPurchases([{ code: 'first of the id' }, { code: 'second of the id' }]);
    const gate = await openCopied();
    const attemptId = newAttemptId();
    const present = (code: string): Promise<Answer> =>
      gate.submit({ attemptId, code, doorTime: new Date().toISOString(), source: 'camera' });
    expect(await present('first of the id')).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
    gate.noteShown(attemptId);
    pullTheCable();
    expect(await present('second of the id')).toMatchObject({
      verdict: 'undecided',
      cause: 'attempt-id-reused',
    });
    // Under an id of its own, as every new presentation has, it is green.
    expect(await scan(gate, 'second of the id')).toMatchObject({ verdict: 'admitted' });
    await untilBack(gate);
    expect(await statusOf('second of the id', 'used')).toBe(1);
  });

  test('never asks the database about a code that stands in its log only: a rescan while its line is pending stays red', async () => {
    await concert.addPurchases([{ code: 'pending' }]);
    const gate = await openCopied();
    pullTheCable();
    expect(await scan(gate, 'pending')).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    // Everything comes through again but the replay of the line.
    proxy.onClientData = (text) => (text.includes('emergency_log_id') ? 'cut-before-sending' : 'pass');
    await expect.poll(() => gate.state().connection.state, { timeout: 10_000 }).toBe('catching-up');
    expect(await scan(gate, 'pending')).toMatchObject({
      verdict: 'already-admitted',
      decidedBy: 'emergency',
    });
    await untilBack(gate);
    expect(await statusOf('pending', 'used')).toBe(1);
    expect(await concert.count('SELECT COUNT(*) n FROM conflicts')).toBe(0);
  });

  test('started without the database it is on its own at once, knows what it let in before, and shows an unseen green once more', async () => {
    await concert.addPurchases([{ code: 'before' }, { code: 'unseen' }, { code: 'after' }]);
    const first = await openCopied();
    pullTheCable();
    await scan(first, 'before');
    const unseen = await scan(first, 'unseen', false);
    await first.close();
    const gate = open();
    await expect.poll(() => gate.state().connection.state, { timeout: 5_000 }).toBe('on-its-own');
    await expect
      .poll(() => gate.state(), { timeout: 5_000 })
      .toMatchObject({ concert: { title: 'Tonight' }, emergency: { pendingLines: 2 } });
    expect(await scan(gate, 'before')).toMatchObject({ verdict: 'already-admitted', decidedBy: 'emergency' });
    expect(await scan(gate, 'unseen')).toMatchObject({
      verdict: 'admitted',
      attemptId: unseen.attemptId,
      isRecalled: true,
    });
    expect(await scan(gate, 'unseen')).toMatchObject({ verdict: 'already-admitted' });
    expect(await scan(gate, 'after')).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    await untilBack(gate);
    expect(await concert.count('SELECT COUNT(*) n FROM conflicts')).toBe(0);
    for (const code of ['before', 'unseen', 'after']) expect(await statusOf(code, 'used')).toBe(1);
  });

  test('restarted with the database back, its very first scan knows what stands in the log only', async () => {
    await concert.addPurchases([{ code: 'just before' }]);
    const first = await openCopied();
    pullTheCable();
    await scan(first, 'just before');
    await first.close();
    proxy.onClientData = () => 'pass';
    expect(await scan(open(), 'just before')).toMatchObject({ verdict: 'already-admitted' });
  });

  test('a log whose end was cut off is found out by what the database has on record', async () => {
    await concert.addPurchases([{ code: 'first line' }, { code: 'last line' }]);
    const first = await openCopied('G5');
    pullTheCable();
    await scan(first, 'first line');
    await scan(first, 'last line');
    const file = first.emergencyLog()?.lines().at(-1)?.file ?? '';
    await untilBack(first);
    const onRecord = (): Promise<number> =>
      concert.count("SELECT last_log_sequence n FROM gate_states WHERE gate_id = 'G5'");
    await expect.poll(onRecord, { timeout: 10_000 }).toBe(2);
    await first.close();
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, `${lines.slice(0, 2).join('\n')}\n`);
    rmSync(path.join(folder, 'gates'), { recursive: true });
    const gate = open('G5');
    await expect
      .poll(
        () =>
          gate
            .emergencyLog()
            ?.findings()
            .map(({ kind }) => kind),
        { timeout: 10_000 },
      )
      .toContain('missing-lines');
  });

  test('a gate that never had a database decides nothing, and says that it is away', async () => {
    pullTheCable();
    const gate = open();
    await expect.poll(() => gate.state().connection.state, { timeout: 5_000 }).toBe('away');
    expect(await scan(gate, 'whatever')).toMatchObject({
      verdict: 'undecided',
      cause: 'database-unreachable',
      decidedBy: 'gate',
    });
  });

  test('a gate cut off and one online that admit one code end in one conflict', async () => {
    await concert.addPurchases([{ code: 'twice' }]);
    const gate = await openCopied('G3');
    const elsewhere = open('G4', concert.url, path.join(folder, 'elsewhere'));
    pullTheCable();
    expect(await scan(gate, 'twice')).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    expect(await scan(elsewhere, 'twice')).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
    await untilBack(gate);
    const conflicts = (): Promise<number> =>
      concert.count(
        'SELECT COUNT(*) n FROM conflicts c JOIN ticket_purchases p ON p.id = c.ticket_purchase_id WHERE qr_code = ?',
        ['twice'],
      );
    expect(await conflicts()).toBe(1);
    await expect.poll(() => gate.state().emergency.openConflicts, { timeout: 10_000 }).toBe(1);
    await concert.connection.query('DELETE FROM conflicts');
  });

  test('what waits for the lead is amber until the lead lets it in; what the rules refuse is refused to the lead as well', async () => {
    await concert.addPurchases([{ code: 'known' }, { code: 'void', status: 'cancelled' }]);
    const choose = (known: string, unknown: string): Promise<unknown> =>
      concert.connection.query(
        'UPDATE concerts SET on_its_own_known = ?, on_its_own_unknown = ? WHERE id = ?',
        [known, unknown, concert.concertId],
      );
    await choose('lead', 'lead');
    try {
      const gate = await openCopied();
      pullTheCable();
      const letIn = (code: string): Promise<Answer> =>
        gate.leadAdmit(
          { attemptId: newAttemptId(), code, doorTime: new Date().toISOString(), source: 'camera' },
          'I know her',
        );
      const amber = await scan(gate, 'known');
      expect(amber).toMatchObject({ verdict: 'undecided', cause: 'lead-needed' });
      expect(await scan(gate, 'not in the snapshot')).toMatchObject({ cause: 'lead-needed' });
      expect(await letIn('known')).toMatchObject({ verdict: 'admitted', attemptId: amber.attemptId });
      // There is no such ticket purchase, and the answer does not make one up.
      expect(await letIn('not in the snapshot')).toMatchObject({
        verdict: 'admitted',
        ticket: { ticketPurchaseId: null },
      });
      expect(await letIn('void')).toMatchObject({ verdict: 'cancelled' });
      expect(
        gate
          .emergencyLog()
          ?.lines()
          .map(({ entry }) => [entry.basis, entry.verdict]),
      ).toEqual([
        ['lead', 'admitted'],
        ['lead', 'admitted'],
        ['rules', 'cancelled'],
      ]);
      await untilBack(gate);
      expect(await statusOf('known', 'used')).toBe(1);
      expect(
        await concert.count(
          "SELECT COUNT(*) n FROM scan_attempts WHERE basis = 'lead' AND note = 'I know her'",
        ),
      ).toBe(2);
    } finally {
      await choose('admit', 'refuse');
    }
  });

  test('an entry by hand counts once, whether it is written or scanned afterwards', async () => {
    await concert.addPurchases([{ code: 'by hand' }]);
    const gate = await openCopied();
    pullTheCable();
    const ticketPurchaseId = await concert.count(
      "SELECT id n FROM ticket_purchases WHERE qr_code = 'by hand'",
    );
    const entry = { who: 'Zoë', reason: 'torn paper', ticketPurchaseId, doorTime: null };
    expect(await gate.writeEntry(entry)).toMatchObject({ outcome: 'written' });
    expect(await gate.writeEntry(entry)).toMatchObject({ outcome: 'already-admitted' });
    expect(await scan(gate, 'by hand')).toMatchObject({ verdict: 'already-admitted' });
    await untilBack(gate);
    expect(await statusOf('by hand', 'used')).toBe(1);
  });
});
