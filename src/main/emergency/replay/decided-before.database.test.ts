import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { testLog } from './fixtures/log-lines.ts';
import { createReplayedConcert, type ReplayedConcert } from './fixtures/replayed-concert.ts';
import { rowsOf } from './fixtures/rows.ts';

describe.each(inject('databaseServers'))('replay of what $kind $version has a decision on', (server) => {
  let replayed: ReplayedConcert;
  let concert: ScratchConcert;
  beforeAll(async () => {
    replayed = await createReplayedConcert(server);
    ({ concert } = replayed);
  });
  afterAll(() => replayed.drop());

  const conflictOf = async (code: string) =>
    replayed.rowOf(
      'SELECT * FROM conflicts WHERE ticket_purchase_id = ?',
      (await replayed.purchaseOf(code))?.['id'],
    );
  const sidesOf = async (code: string) =>
    concert.count('SELECT COUNT(*) n FROM conflict_sides WHERE conflict_id = ?', [
      (await conflictOf(code))?.['id'],
    ]);

  test('an attempt that the database had admitted is recognised, and nothing is written', async () => {
    await concert.addPurchases([{ code: 'committed' }]);
    const log = testLog('G1', concert.concertId);
    const line = log.attempt('committed');
    await replayed.recordLostAnswer(line, 'admitted', 'committed');
    const before = await rowsOf(concert.connection);
    expect(await replayed.outcomesOf(line)).toEqual(['recognised']);
    expect(await rowsOf(concert.connection)).toEqual(before);
  });

  test('what the door showed counts: a refusal whose answer was lost becomes the admission that it was', async () => {
    await concert.addPurchases([{ code: 'let in after all' }]);
    const log = testLog('G1', concert.concertId);
    const line = log.attempt('let in after all', { basis: 'lead', note: 'I know her' });
    await replayed.recordLostAnswer(line, 'not-open', 'let in after all');
    expect(await replayed.outcomesOf(line)).toEqual(['inserted']);
    expect(await replayed.attemptOf(line)).toMatchObject({
      verdict: 'admitted',
      decided_by: 'emergency',
      basis: 'lead',
      note: 'I know her',
      emergency_log_id: log.logId,
    });
    expect(await replayed.purchaseOf('let in after all')).toMatchObject({
      status: 'used',
      used_gate_id: 'G1',
    });
    await replayed.expectNoChangeAgain(log);
  });

  test('an admission whose answer was lost and that the door refused is for a person to decide', async () => {
    await concert.addPurchases([{ code: 'left' }]);
    const log = testLog('G1', concert.concertId);
    const line = log.attempt('left', { verdict: 'already-admitted' });
    await replayed.recordLostAnswer(line, 'admitted', 'left');
    expect(await replayed.outcomesOf(line)).toEqual(['admitted-in-database']);
    expect(await replayed.attemptOf(line)).toMatchObject({ verdict: 'admitted', decided_by: 'database' });
    await replayed.expectNoChangeAgain(log);
  });

  test('one who was refused and then let in by the lead under the same attempt came in, in whatever order that is told', async () => {
    await concert.addPurchases([{ code: 'refused first' }, { code: 'let in first' }]);
    for (const code of ['refused first', 'let in first']) {
      const log = testLog('G1', concert.concertId);
      const refused = log.attempt(code, { verdict: 'not-open' });
      const { attemptId } = refused.entry;
      const letIn = log.attempt(code, { attemptId, basis: 'lead', note: 'Soundcheck' });
      const order = code === 'refused first' ? [refused, letIn] : [letIn, refused];
      await replayed.replay(order);
      expect(await replayed.attemptOf(letIn)).toMatchObject({
        verdict: 'admitted',
        note: 'Soundcheck',
        emergency_log_sequence: letIn.sequence,
      });
      await replayed.expectNoChangeAgain(log);
    }
    expect(await concert.count("SELECT COUNT(*) n FROM set_aside_lines WHERE gate_id = 'G1'")).toBe(1);
  });

  test('two gates on their own that admitted one code end in one conflict with both sides, the earlier one in the books', async () => {
    await concert.addPurchases([{ code: 'copied' }]);
    const late = testLog('G1', concert.concertId);
    const early = testLog('G2', concert.concertId);
    const lateLine = late.attempt('copied', { doorTime: '2026-12-18T19:05:00.000Z', clockOffsetMs: 0 });
    // A clock that is ten minutes fast: later by itself, earlier in truth.
    const earlyLine = early.attempt('copied', {
      doorTime: '2026-12-18T19:13:00.000Z',
      clockOffsetMs: -600_000,
      clockUncertaintyMs: 30,
    });
    expect(await replayed.outcomesOf(lateLine)).toEqual(['inserted']);
    expect(await replayed.outcomesOf(earlyLine)).toEqual(['conflict']);
    expect(await conflictOf('copied')).toMatchObject({
      concert_id: concert.concertId,
      closed_at: null,
      version: 0,
    });
    expect(await sidesOf('copied')).toBe(2);
    expect(await replayed.purchaseOf('copied')).toMatchObject({
      used_at: new Date('2026-12-18T19:03:00.000Z'),
      used_gate_id: 'G2',
    });
    await replayed.expectNoChangeAgain(late);
    await replayed.expectNoChangeAgain(early);
  });

  test('an admission that meets the database’s own is a conflict between the two', async () => {
    await concert.addPurchases([{ code: 'online and off' }]);
    const online = testLog('G1', concert.concertId).attempt('online and off');
    await replayed.recordLostAnswer(online, 'admitted', 'online and off');
    const log = testLog('G2', concert.concertId);
    expect(
      await replayed.outcomesOf(
        log.attempt('online and off', { doorTime: '2026-01-01T00:00:00.000Z', clockOffsetMs: 0 }),
      ),
    ).toEqual(['conflict']);
    expect(await sidesOf('online and off')).toBe(2);
    expect(await replayed.purchaseOf('online and off')).toMatchObject({
      used_at: new Date('2026-01-01T00:00:00.000Z'),
      used_gate_id: 'G2',
    });
    await replayed.expectNoChangeAgain(log);
  });

  test('an admission that meets the web version’s is a conflict with a side that has no attempt', async () => {
    await concert.addPurchases([{ code: 'used there', status: 'used' }]);
    const log = testLog('G1', concert.concertId);
    expect(await replayed.outcomesOf(log.attempt('used there'), log.attempt('used there'))).toEqual([
      'conflict',
      'conflict',
    ]);
    expect(await sidesOf('used there')).toBe(3);
    expect(await conflictOf('used there')).toMatchObject({ version: 1 });
    await replayed.expectNoChangeAgain(log);
  });
});
