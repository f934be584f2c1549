import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import type { Answer } from '#shared/attempt.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { attemptAt, openTestLaptop, scan, type TestLaptop, untilCaughtUp } from './fixtures/test-laptop.ts';

describe.each(inject('databaseServers'))('a gate on its own, cut off from $kind $version', (server) => {
  let concert: ScratchConcert;
  let laptop: TestLaptop;

  beforeAll(async () => {
    concert = await createScratchConcert(server);
  });
  afterAll(() => concert.drop());
  beforeEach(async () => {
    laptop = await openTestLaptop(concert.url);
  });
  afterEach(() => laptop.close());

  const used = (code: string): Promise<number> =>
    concert.count("SELECT COUNT(*) n FROM ticket_purchases WHERE qr_code = ? AND status = 'used'", [code]);

  test('could be soon after its first start: the tickets are copied when the database has said who it is, not a round later', async () => {
    async function msUntilCopied(): Promise<number> {
      const fresh = await openTestLaptop(concert.url);
      try {
        const sinceMs = performance.now();
        await fresh.openCopied();
        return performance.now() - sinceMs;
      } finally {
        await fresh.close();
      }
    }
    // On a machine under load the copy may take as long as the pause between two rounds: once more, then.
    await expect.poll(msUntilCopied, { timeout: 60_000, interval: 10 }).toBeLessThan(2_500);
  });

  test('decides by the same rules at once, catches up by itself, and is online again within five seconds', async () => {
    await concert.addPurchases([
      { code: 'online' },
      { code: 'own one' },
      { code: 'own two' },
      { code: 'own void', status: 'cancelled' },
    ]);
    const gate = await laptop.openCopied();
    expect(await scan(gate, 'online')).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
    laptop.pullTheCable();
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
    expect(await used('own one')).toBe(0);

    const sinceMs = performance.now();
    laptop.plugIn();
    await expect
      .poll(() => gate.state().connection.state, { timeout: 10_000, interval: 20 })
      .toMatch(/online|catching-up/u);
    expect(performance.now() - sinceMs).toBeLessThan(5_000);
    await untilCaughtUp(gate);
    expect(await used('own one')).toBe(1);
    expect(await used('own two')).toBe(1);
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
    const gate = await laptop.openCopied();
    const attemptId = newAttemptId();
    expect(await scan(gate, 'first of the id', attemptId)).toMatchObject({
      verdict: 'admitted',
      decidedBy: 'database',
    });
    laptop.pullTheCable();
    expect(await scan(gate, 'second of the id', attemptId)).toMatchObject({
      verdict: 'undecided',
      cause: 'attempt-id-reused',
    });
    // Under an id of its own, as every new presentation has, it is green.
    expect(await scan(gate, 'second of the id')).toMatchObject({ verdict: 'admitted' });
    laptop.plugIn();
    await untilCaughtUp(gate);
    expect(await used('second of the id')).toBe(1);
  });

  test('never asks the database about a code that stands in its log only: a rescan while its line is pending stays red', async () => {
    await concert.addPurchases([{ code: 'pending' }]);
    const gate = await laptop.openCopied();
    laptop.pullTheCable();
    expect(await scan(gate, 'pending')).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    // Everything comes through again but the replay of the line.
    laptop.network.onClientData = (text) =>
      text.includes('emergency_log_id') ? 'cut-before-sending' : 'pass';
    await expect.poll(() => gate.state().connection.state, { timeout: 10_000 }).toBe('catching-up');
    expect(await scan(gate, 'pending')).toMatchObject({
      verdict: 'already-admitted',
      decidedBy: 'emergency',
    });
    laptop.plugIn();
    await untilCaughtUp(gate);
    expect(await used('pending')).toBe(1);
    expect(await concert.count('SELECT COUNT(*) n FROM conflicts')).toBe(0);
  });

  test('a gate that never had a database decides nothing, and says that it is away', async () => {
    laptop.pullTheCable();
    const gate = laptop.open();
    await expect.poll(() => gate.state().connection.state, { timeout: 5_000 }).toBe('away');
    expect(await scan(gate, 'whatever')).toMatchObject({
      verdict: 'undecided',
      cause: 'database-unreachable',
      decidedBy: 'gate',
    });
  });

  test('a gate cut off and one online that admit one code end in one conflict', async () => {
    await concert.addPurchases([{ code: 'twice' }]);
    const gate = await laptop.openCopied({ gateId: 'G3' });
    const elsewhere = laptop.open({
      gateId: 'G4',
      databaseUrl: concert.url,
      folder: path.join(laptop.folder, 'elsewhere'),
    });
    laptop.pullTheCable();
    expect(await scan(gate, 'twice')).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    expect(await scan(elsewhere, 'twice')).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
    laptop.plugIn();
    await untilCaughtUp(gate);
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
      const gate = await laptop.openCopied();
      laptop.pullTheCable();
      const letIn = (code: string): Promise<Answer> => gate.leadAdmit(attemptAt(code), 'I know her');
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
      laptop.plugIn();
      await untilCaughtUp(gate);
      expect(await used('known')).toBe(1);
      expect(
        await concert.count(
          "SELECT COUNT(*) n FROM scan_attempts WHERE basis = 'lead' AND note = 'I know her'",
        ),
      ).toBe(2);
    } finally {
      await choose('admit', 'refuse');
    }
  });
});
