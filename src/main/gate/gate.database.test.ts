import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import type { Fault } from '../../../tools/faults/fault-proxy.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { keepingLog } from '../../../tools/practice/silent-log.ts';
import { attemptAt, openTestLaptop, scan, type TestLaptop } from './fixtures/test-laptop.ts';
import type { Gate } from './gate.ts';

describe.each(inject('databaseServers'))('a gate on $kind $version behind a network that fails', (server) => {
  let concert: ScratchConcert;
  let laptop: TestLaptop;

  beforeAll(async () => {
    concert = await createScratchConcert(server);
  });
  afterAll(async () => concert.drop());
  beforeEach(async () => {
    laptop = await openTestLaptop(concert.url, { settings: { attemptDeadlineMs: 3_000 } });
  });
  afterEach(() => laptop.close());

  async function openOnline(): Promise<Gate> {
    const gate = laptop.open();
    await expect.poll(() => gate.state().connection.state, { timeout: 10_000 }).toBe('online');
    return gate;
  }

  /** Does `fault` to the next `times` pieces that mention `word`. */
  function failAt(word: string, fault: Fault, times = 1): void {
    let left = times;
    laptop.network.onClientData = (text) => (text.includes(word) && left-- > 0 ? fault : 'pass');
  }

  /** From the first piece that mentions `word` on, everything that anybody sends meets `fault`. */
  function failFrom(word: string, fault: Fault): void {
    let isDown = false;
    laptop.network.onClientData = (text) => {
      isDown ||= text.includes(word);
      return isDown ? fault : 'pass';
    };
  }

  async function expectOneAdmission(code: string, attemptId: string): Promise<void> {
    const admitted = await concert.count(
      `SELECT COUNT(*) n FROM scan_attempts a JOIN ticket_purchases p ON p.id = a.ticket_purchase_id
       WHERE p.qr_code = ? AND p.status = 'used' AND a.verdict = 'admitted' AND a.attempt_id = ?`,
      [code, attemptId],
    );
    expect(admitted).toBe(1);
  }

  test.each<Fault>(['swallow-reply', 'cut-after-sending', 'cut-before-sending', 'freeze'])(
    'the COMMIT meets “%s”: the guest is green in the same attempt, without a second scan',
    async (fault) => {
      const code = `commit ${fault}`;
      await concert.addPurchases([{ code }]);
      const gate = await openOnline();
      failAt('COMMIT', fault);
      const attemptId = newAttemptId();
      expect(await scan(gate, code, attemptId)).toMatchObject({ verdict: 'admitted', attemptId });
      expect(laptop.network.faults).toBe(1);
      await expectOneAdmission(code, attemptId);
    },
  );

  test.each<Fault>(['swallow-reply', 'cut-after-sending', 'cut-before-sending', 'freeze'])(
    'the lock meets “%s”: the guest is green in the same attempt',
    async (fault) => {
      const code = `lock ${fault}`;
      await concert.addPurchases([{ code }]);
      const gate = await openOnline();
      failAt('for update', fault);
      const attemptId = newAttemptId();
      expect(await scan(gate, code, attemptId)).toMatchObject({ verdict: 'admitted', attemptId });
      expect(laptop.network.faults).toBe(1);
      await expectOneAdmission(code, attemptId);
    },
  );

  test('an unknown code whose COMMIT is lost leaves one trace, not two', async () => {
    const gate = await openOnline();
    failAt('COMMIT', 'swallow-reply');
    const attemptId = newAttemptId();
    expect(await scan(gate, 'nobody has this', attemptId)).toMatchObject({ verdict: 'unknown-code' });
    expect(
      await concert.count('SELECT COUNT(*) n FROM scan_attempts WHERE attempt_id = ?', [attemptId]),
    ).toBe(1);
  });

  test('every reply lost until the deadline: the guest is green in the same attempt all the same, and the books agree afterwards', async () => {
    await concert.addPurchases([{ code: 'unlucky' }]);
    const elsewhere = laptop.open({ gateId: 'G2', databaseUrl: concert.url });
    const gate = await laptop.openCopied();
    failFrom('COMMIT', 'swallow-reply');
    const first = newAttemptId();
    const startedAtMs = performance.now();
    expect(await scan(gate, 'unlucky', first)).toMatchObject({
      verdict: 'admitted',
      attemptId: first,
      decidedBy: 'emergency',
    });
    expect(performance.now() - startedAtMs).toBeLessThan(3_000);
    expect(gate.state().connection.state).toBe('on-its-own');
    expect(await scan(gate, 'unlucky')).toMatchObject({
      verdict: 'already-admitted',
      decidedBy: 'emergency',
      admittedAtGate: { id: 'G1' },
    });
    expect(await scan(elsewhere, 'unlucky')).toMatchObject({
      verdict: 'already-admitted',
      admittedAtGate: { id: 'G1' },
    });
    laptop.plugIn();
    await expect.poll(() => gate.state().connection.state, { timeout: 10_000 }).toBe('online');
    expect(gate.state().emergency).toMatchObject({ pendingLines: 0, setAsideLines: 0, openConflicts: 0 });
    await expectOneAdmission('unlucky', first);
    expect(await concert.count('SELECT COUNT(*) n FROM conflicts')).toBe(0);
  });

  test('a green that nobody saw, because the window or the program died, is shown by the next scan, and only once', async () => {
    await concert.addPurchases([{ code: 'unseen' }, { code: 'unseen too' }]);
    const gate = laptop.open();
    const first = await gate.submit(attemptAt('unseen'));
    const second = await gate.submit(attemptAt('unseen too'));
    expect(await scan(gate, 'unseen')).toMatchObject({
      verdict: 'admitted',
      attemptId: first.attemptId,
      isRecalled: true,
    });
    expect(await scan(gate, 'unseen')).toMatchObject({ verdict: 'already-admitted' });
    await gate.close();
    const restarted = laptop.open();
    expect(await scan(restarted, 'unseen too')).toMatchObject({
      verdict: 'admitted',
      attemptId: second.attemptId,
    });
    expect(await scan(restarted, 'unseen too')).toMatchObject({ verdict: 'already-admitted' });
    expect(await scan(restarted, 'unseen')).toMatchObject({ verdict: 'already-admitted' });
  });

  test('a lost refusal does not outlive its reason: a walk-in sold in between is admitted by the rescan', async () => {
    await concert.addPurchases([{ code: 'walk-in', isWalkIn: true }]);
    const gate = await laptop.openCopied();
    failFrom('COMMIT', 'swallow-reply');
    expect(await scan(gate, 'walk-in')).toMatchObject({ verdict: 'not-sold-yet', decidedBy: 'emergency' });
    laptop.plugIn();
    await expect.poll(() => gate.state().connection.state, { timeout: 10_000 }).toBe('online');
    await concert.connection.query("UPDATE ticket_purchases SET is_sold = 1 WHERE qr_code = 'walk-in'");
    expect(await scan(gate, 'walk-in')).toMatchObject({ verdict: 'admitted', isRecalled: false });
  });

  test('two attempts at one code at one gate at the same instant are one green', async () => {
    await concert.addPurchases([{ code: 'doubled' }]);
    const gate = laptop.open();
    const verdicts = (await Promise.all([scan(gate, 'doubled'), scan(gate, 'doubled')])).map(
      (a) => a.verdict,
    );
    expect(verdicts.toSorted()).toEqual(['admitted', 'already-admitted']);
  });

  test('an admission takes two round trips', async () => {
    await concert.addPurchases([{ code: 'warm' }, { code: 'measured' }]);
    const gate = laptop.open();
    await scan(gate, 'warm');
    await expect.poll(() => gate.state().counts?.expected, { timeout: 10_000 }).toBeGreaterThan(0);
    // Heartbeat, counts and snapshot talk on sessions of their own meanwhile.
    const trips: string[] = [];
    laptop.network.onClientData = (text) => {
      if (/for update|scan_attempts.*admitted|COMMIT/su.test(text)) trips.push(text);
      return 'pass';
    };
    expect(await scan(gate, 'measured')).toMatchObject({ verdict: 'admitted', retries: 0 });
    expect(trips.filter((text) => !text.includes('count(*)'))).toHaveLength(2);
  });

  test.each([
    ['x'.repeat(256), 'too-long'],
    ['é'.repeat(128), 'too-long'],
    ['line\nbreak', 'control-characters'],
    ['nul\0', 'control-characters'],
    ['', 'empty'],
  ])('the malformed code %j is an unknown code without a query', async (code, reason) => {
    const gate = laptop.open();
    await expect.poll(() => gate.state().counts, { timeout: 10_000 }).not.toBeNull();
    let locks = 0;
    laptop.network.onClientData = (text) => {
      if (text.includes('for update')) locks += 1;
      return 'pass';
    };
    expect(await scan(gate, code)).toMatchObject({ verdict: 'unknown-code', reason, decidedBy: 'gate' });
    expect(locks).toBe(0);
  });

  test('the state tells the gate’s concert and counts, and the log holds neither code nor name', async () => {
    await concert.addPurchases([{ code: 'a secret code', attentionNote: 'a secret note' }]);
    const { log, entries } = keepingLog();
    const gate = laptop.open({ gateId: 'G7', log });
    await scan(gate, 'a secret code');
    await expect
      .poll(() => gate.state(), { timeout: 10_000 })
      .toMatchObject({ concert: { id: concert.concertId, title: 'Tonight' }, counts: { admittedHere: 1 } });
    failAt('COMMIT', 'cut-before-sending', 99);
    await scan(gate, 'a secret code');
    const told = JSON.stringify(entries);
    expect(told).toContain('A try failed');
    for (const secret of ['a secret code', 'a secret note', 'Łukasiewicz'])
      expect(told).not.toContain(secret);
  });
});
