import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { testLog } from './fixtures/log-lines.ts';
import { createReplayedConcert, type ReplayedConcert } from './fixtures/replayed-concert.ts';

describe.each(inject('databaseServers'))('lines that $kind $version can’t take', (server) => {
  let replayed: ReplayedConcert;
  let concert: ScratchConcert;
  beforeAll(async () => {
    replayed = await createReplayedConcert(server);
    ({ concert } = replayed);
  });
  afterAll(() => replayed.drop());

  test('a ticket purchase that is gone or cancelled sets its line aside, whole, and the rest goes on', async () => {
    await concert.addPurchases([{ code: 'void', status: 'cancelled' }, { code: 'the rest' }]);
    const log = testLog('G2', concert.concertId);
    const lines = [
      log.attempt('never sold', { ticketPurchaseId: 4_000 }),
      log.attempt('void'),
      log.entry(987_654),
      log.attempt('the rest'),
    ];
    expect(await replayed.outcomesOf(...lines)).toEqual([
      'ticket-gone',
      'ticket-cancelled',
      'ticket-gone',
      'inserted',
    ]);
    expect(
      await replayed.rowOf('SELECT * FROM set_aside_lines WHERE emergency_log_id = ?', log.logId),
    ).toMatchObject({
      emergency_log_sequence: 1,
      gate_id: 'G2',
      line: lines[0]?.text,
    });
    expect(await replayed.purchaseOf('void')).toMatchObject({ status: 'cancelled' });
    await replayed.expectNoChangeAgain(log);
  });

  test('lines behind a break of the chain wait for somebody who accepts them', async () => {
    await concert.addPurchases([{ code: 'behind the break' }]);
    const log = testLog('G3', concert.concertId);
    const line = log.attempt('behind the break', { isVerified: false });
    expect(await replayed.outcomesOf(line)).toEqual(['chain-broken']);
    expect(await replayed.purchaseOf('behind the break')).toMatchObject({ status: 'valid' });
    expect(await replayed.replay(log.lines, { isUnverifiedAccepted: true })).toMatchObject({
      outcomes: [{ outcome: 'inserted' }],
    });
    expect(await replayed.outcomesOf(line)).toEqual(['recognised']);
    await replayed.expectNoChangeAgain(log);
  });

  test('an attempt id that the database knows with another code sets the line aside', async () => {
    await concert.addPurchases([{ code: 'one code' }, { code: 'another code' }]);
    const log = testLog('G3', concert.concertId);
    const one = log.attempt('one code');
    const other = log.attempt('another code', { attemptId: one.entry.attemptId });
    expect(await replayed.outcomesOf(one, other)).toEqual(['inserted', 'attempt-id-reused']);
    expect(await replayed.purchaseOf('another code')).toMatchObject({ status: 'valid' });
    await replayed.expectNoChangeAgain(log);
  });

  test('a line that the database refuses is found among a thousand and set aside; all others go in', async () => {
    const codes = Array.from({ length: 1_000 }, (_, at) => `thousand ${at}`);
    await concert.addPurchases(codes.map((code) => ({ code })));
    const log = testLog('G5', concert.concertId);
    const bad = new Set([3, 555, 556, 999]);
    for (const [at, code] of codes.entries()) {
      log.attempt(code, bad.has(at) ? { operator: 'x'.repeat(101) } : {});
    }
    const seen: number[] = [];
    const result = await replayed.replay(log.lines, {
      onProgress: ({ done, total }) => {
        expect(total).toBe(1_000);
        seen.push(done);
      },
    });
    const aside = result.outcomes.filter(({ outcome }) => outcome === 'set-aside');
    expect(aside.map(({ line }) => line.sequence - 1)).toEqual([...bad]);
    expect(result.outcomes.filter(({ outcome }) => outcome === 'inserted')).toHaveLength(996);
    expect(seen.at(-1)).toBe(1_000);
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
    expect(
      await concert.count('SELECT COUNT(*) n FROM set_aside_lines WHERE emergency_log_id = ?', [log.logId]),
    ).toBe(4);
    await replayed.expectNoChangeAgain(log);
  });

  test('a ticket purchase with a value that nobody knows sets its own line aside only', async () => {
    await concert.addPurchases([{ code: 'odd' }, { code: 'even' }]);
    await concert.connection.query(
      "ALTER TABLE ticket_purchases MODIFY status ENUM('valid','used','cancelled','lost') NOT NULL DEFAULT 'valid'",
    );
    await concert.connection.query("UPDATE ticket_purchases SET status = 'lost' WHERE qr_code = 'odd'");
    const log = testLog('G5', concert.concertId);
    expect(await replayed.outcomesOf(log.attempt('odd'), log.attempt('even'))).toEqual([
      'bad-data',
      'inserted',
    ]);
    await concert.connection.query("UPDATE ticket_purchases SET status = 'valid' WHERE qr_code = 'odd'");
    expect(await replayed.outcomesOf(...log.lines)).toEqual(['inserted', 'recognised']);
  });
});
