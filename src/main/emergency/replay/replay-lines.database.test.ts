import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { testLog } from './fixtures/log-lines.ts';
import { createReplayedConcert, type ReplayedConcert } from './fixtures/replayed-concert.ts';
import { lockByDigest, markUsed } from './statements.ts';

describe.each(inject('databaseServers'))('replay on $kind $version', (server) => {
  let replayed: ReplayedConcert;
  let concert: ScratchConcert;
  beforeAll(async () => {
    replayed = await createReplayedConcert(server);
    ({ concert } = replayed);
  });
  afterAll(() => replayed.drop());

  test('an admission goes in under its attempt id, at its door time, with all that its line says', async () => {
    await concert.addPurchases([{ code: 'plain' }]);
    const log = testLog('G1', concert.concertId);
    const line = log.attempt('plain', {
      doorTime: '2026-12-18T19:00:00.250Z',
      clockOffsetMs: 1_500,
      clockUncertaintyMs: 12,
      durationMs: 3.4,
      retries: 1,
      // What looks like SQL is a name.
      operator: "Who? Me? 'Ada' \\ end",
    });
    expect(await replayed.outcomesOf(line)).toEqual(['inserted']);
    const purchase = await replayed.purchaseOf('plain');
    expect(purchase).toMatchObject({
      status: 'used',
      used_at: new Date('2026-12-18T19:00:01.750Z'),
      used_gate_id: 'G1',
      used_by: "Who? Me? 'Ada' \\ end",
    });
    expect(await replayed.attemptOf(line)).toMatchObject({
      ticket_purchase_id: purchase?.['id'],
      verdict: 'admitted',
      decided_by: 'emergency',
      purpose: 'entry',
      basis: 'rules',
      door_time: new Date('2026-12-18T19:00:00.250Z'),
      clock_offset_ms: 1_500,
      clock_uncertainty_ms: 12,
      duration_ms: 3,
      retries: 1,
      emergency_log_id: log.logId,
      emergency_log_sequence: line.sequence,
    });
    expect(await replayed.outcomesOf(line)).toEqual(['recognised']);
    await replayed.expectNoChangeAgain(log);
  });

  test('a refusal leaves its trace and touches nothing else', async () => {
    await concert.addPurchases([{ code: 'refused' }]);
    const log = testLog('G1', concert.concertId);
    const known = log.attempt('refused', { verdict: 'not-open', ticketPurchaseId: 1 });
    const unknown = log.attempt('nobody has this', { verdict: 'unknown-code' });
    expect(await replayed.outcomesOf(known, unknown)).toEqual(['inserted', 'inserted']);
    expect(await replayed.purchaseOf('refused')).toMatchObject({ status: 'valid' });
    expect(await replayed.attemptOf(unknown)).toMatchObject({
      ticket_purchase_id: null,
      verdict: 'unknown-code',
    });
    await replayed.expectNoChangeAgain(log);
  });

  test('what a lead let in without a ticket purchase goes in without one', async () => {
    const log = testLog('G2', concert.concertId);
    const unknown = log.attempt('no such code', { basis: 'lead', note: 'Paid in cash' });
    const entry = log.entry(null);
    expect(await replayed.outcomesOf(unknown, entry)).toEqual(['inserted', 'inserted']);
    expect(await replayed.attemptOf(entry)).toMatchObject({
      ticket_purchase_id: null,
      basis: 'manual',
      note: 'A guest without paper: On the list of the organiser',
      code_digest: createHash('sha256').update('').digest(),
    });
    await replayed.expectNoChangeAgain(log);
  });

  test('a ticket purchase that a lead named by its id is used, with a code or without', async () => {
    await concert.addPurchases([{ code: 'paper torn' }, { code: 'to lose its code' }, { code: '' }]);
    const ids = [
      (await replayed.purchaseOf('paper torn'))?.['id'],
      (await replayed.purchaseOf('to lose its code'))?.['id'],
    ];
    await concert.connection.query('UPDATE ticket_purchases SET qr_code = NULL WHERE id = ?', [ids[1]]);
    const log = testLog('G2', concert.concertId);
    expect(
      await replayed.outcomesOf(
        log.entry(Number(ids[0])),
        log.entry(Number(ids[1])),
        log.entry(Number(ids[1])),
      ),
    ).toEqual(['inserted', 'inserted', 'conflict']);
    expect(
      await concert.count("SELECT COUNT(*) n FROM ticket_purchases WHERE id IN (?) AND status = 'used'", [
        ids,
      ]),
    ).toBe(2);
    // The digest of an entry is that of the empty text, and so is this one's code.
    expect(await replayed.purchaseOf('')).toMatchObject({ status: 'valid' });
    await replayed.expectNoChangeAgain(log);
  });

  test('somebody who holds a ticket purchase makes its line wait, and no other', async () => {
    await concert.addPurchases([{ code: 'held' }, { code: 'free' }]);
    const log = testLog('G5', concert.concertId);
    log.attempt('held');
    log.attempt('free');
    await concert.connection.query('START TRANSACTION');
    await concert.connection.query("SELECT id FROM ticket_purchases WHERE qr_code = 'held' FOR UPDATE");
    const result = await replayed.replay(log.lines);
    await concert.connection.query('ROLLBACK');
    expect(result).toMatchObject({
      outcomes: [{ outcome: 'inserted', line: { sequence: 2 } }],
      pending: [{ sequence: 1 }],
      stoppedBy: null,
    });
    expect(await replayed.outcomesOf(...log.lines)).toEqual(['inserted', 'recognised']);
  });

  test('stopped between two transactions it keeps what is in and names what is not', async () => {
    const codes = Array.from({ length: 450 }, (_, at) => `stopped ${at}`);
    await concert.addPurchases(codes.map((code) => ({ code })));
    const log = testLog('G6', concert.concertId);
    for (const code of codes) log.attempt(code);
    const stop = new AbortController();
    const result = await replayed.replay(log.lines, {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(result.stoppedBy).toBe('aborted');
    expect(result.outcomes).toHaveLength(200);
    expect(result.pending).toEqual(log.lines.slice(200));
    await replayed.replay(result.pending);
    expect(
      await concert.count('SELECT COUNT(*) n FROM scan_attempts WHERE emergency_log_id = ?', [log.logId]),
    ).toBe(450);
  });

  test('every lock goes by the digest’s index, and many are marked by the primary key', async () => {
    const uses = Array.from({ length: 200 }, (_, at) => ({
      ticketPurchaseId: at + 1,
      usedAt: new Date(),
      usedGateId: 'G1',
      usedBy: null,
    }));
    const [marking] = await concert.connection.query(`EXPLAIN FORMAT=TRADITIONAL ${markUsed(uses)}`);
    expect(marking).toMatchObject([{ key: 'PRIMARY', type: 'range' }]);
    const digest = createHash('sha256').update('plain').digest();
    const [plan] = await concert.connection.query(
      `EXPLAIN FORMAT=TRADITIONAL ${lockByDigest({ codeDigest: digest })}`,
    );
    expect(plan).toMatchObject([{ key: 'ticket_purchases_qr_code_digest_unique', type: 'const' }]);
  });
});
