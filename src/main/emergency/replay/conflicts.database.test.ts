import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { conflictSchema } from '#shared/conflict.ts';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { startFaultProxy } from '../../../../tools/faults/fault-proxy.ts';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../../tools/practice/silent-log.ts';
import { closeConflict } from './close-conflict.ts';
import { countOpenConflicts, listConflicts } from './conflicts.ts';
import { testLog, type TestLog } from './fixtures/log-lines.ts';
import { forgetAll } from './fixtures/rows.ts';
import { replayLines } from './replay-lines.ts';
import { listSetAside } from './set-aside.ts';

const NOW = new Date('2026-12-18T22:00:00.000Z');

describe.each(inject('databaseServers'))('conflicts and set-aside lines on $kind $version', (server) => {
  let concert: ScratchConcert;
  let pool: SessionPool;
  let g1: TestLog;
  let g2: TestLog;
  let g3: TestLog;
  beforeAll(async () => {
    concert = await createScratchConcert(server);
    pool = openSessionPool({ url: concert.url, log: silentLog });
    await concert.addPurchases([
      { code: 'twice' },
      { code: 'twice too' },
      { code: 'void', status: 'cancelled' },
    ]);
  });
  beforeEach(async () => {
    await forgetAll(concert.connection);
    [g1, g2, g3] = ['G1', 'G2', 'G3'].map((id) => testLog(id, concert.concertId)) as [
      TestLog,
      TestLog,
      TestLog,
    ];
    g1.attempt('twice', {
      doorTime: '2026-12-18T19:00:05.000Z',
      clockOffsetMs: 2_000,
      clockUncertaintyMs: 15,
    });
    g2.attempt('twice', { doorTime: '2026-12-18T19:00:01.000Z' });
    g3.attempt('twice', { doorTime: '2026-12-18T19:00:09.000Z' });
  });
  afterAll(async () => {
    await pool.close();
    await concert.drop();
  });

  const replay = (log: TestLog) => replayLines(pool, log.lines, { log: silentLog });
  const open = () => listConflicts(pool, { concertId: concert.concertId, isOpenOnly: true });
  const close = (conflictId: number, version: number, why = 'Twins', on = pool) =>
    closeConflict(on, { conflictId, version, closedBy: 'Ada', why, now: NOW }, silentLog);
  async function firstOpen() {
    const [conflict] = await open();
    if (conflict === undefined) throw new Error('no conflict is open');
    return conflict;
  }

  test('a conflict is listed with who it is and both sides, by their door times', async () => {
    await replay(g1);
    await replay(g2);
    const conflict = conflictSchema.parse(await firstOpen());
    expect(conflict).toMatchObject({
      version: 0,
      holderName: 'Zoë Łukasiewicz',
      ticketKind: 'Standing',
      closedAt: null,
      closings: null,
      sides: [
        {
          gateId: 'G2',
          operator: 'Operator of G2',
          decidedBy: 'emergency',
          doorTime: { at: '2026-12-18T19:00:01.000Z', offsetMs: null, uncertaintyMs: null },
          logLine: { logId: g2.logId, sequence: 1 },
        },
        {
          gateId: 'G1',
          doorTime: { at: '2026-12-18T19:00:05.000Z', offsetMs: 2_000, uncertaintyMs: 15 },
          logLine: { logId: g1.logId, sequence: 1 },
        },
      ],
    });
    expect(await countOpenConflicts(pool, concert.concertId)).toBe(1);
    expect(await countOpenConflicts(pool, null)).toBe(1);
    expect(await countOpenConflicts(pool, concert.otherConcertId)).toBe(0);
    expect(await listConflicts(pool, { concertId: concert.otherConcertId, isOpenOnly: false })).toEqual([]);
  });

  test('closed by a name with a reason it is closed once, and both are kept', async () => {
    await replay(g1);
    await replay(g2);
    const { conflictId, version } = await firstOpen();
    expect(await close(conflictId, version, 'Two friends,\none phone')).toEqual({ outcome: 'closed' });
    expect(await close(conflictId, version, 'Somebody else’s reason')).toEqual({ outcome: 'changed' });
    expect(await close(conflictId, version + 1, 'Again')).toEqual({ outcome: 'changed' });
    expect(await open()).toEqual([]);
    expect(await countOpenConflicts(pool, null)).toBe(0);
    expect(await listConflicts(pool, { concertId: null, isOpenOnly: false })).toMatchObject([
      {
        closedAt: NOW.toISOString(),
        closings: '2026-12-18T22:00:00.000Z Ada: Two friends, one phone',
      },
    ]);
  });

  test('another side that comes to light refuses a closing that was decided without it', async () => {
    await replay(g1);
    await replay(g2);
    const { conflictId, version } = await firstOpen();
    await replay(g3);
    expect(await close(conflictId, version)).toEqual({ outcome: 'changed' });
    const seenAgain = await firstOpen();
    expect(seenAgain.sides).toHaveLength(3);
    expect(await close(conflictId, seenAgain.version)).toEqual({ outcome: 'closed' });
  });

  test('another side opens a closed conflict again, and the earlier closing stays in words', async () => {
    await replay(g1);
    await replay(g2);
    const { conflictId, version } = await firstOpen();
    await close(conflictId, version);
    await replay(g1);
    expect(await open()).toEqual([]);
    await replay(g3);
    const reopened = await firstOpen();
    expect(reopened).toMatchObject({
      conflictId,
      closedAt: null,
      closings: expect.stringContaining('Twins'),
    });
    await close(conflictId, reopened.version, 'Triplets');
    const [closed] = await listConflicts(pool, { concertId: null, isOpenOnly: false });
    expect(closed?.closings?.split('\n')).toEqual([
      '2026-12-18T22:00:00.000Z Ada: Twins',
      '2026-12-18T22:00:00.000Z Ada: Triplets',
    ]);
  });

  test('open ones come first', async () => {
    for (const log of [g1, g2]) {
      log.attempt('twice too');
      await replay(log);
    }
    const [first, second] = await open();
    await close(first?.conflictId ?? 0, first?.version ?? 0);
    const all = await listConflicts(pool, { concertId: null, isOpenOnly: false });
    expect(all.map(({ conflictId }) => conflictId)).toEqual([second?.conflictId, first?.conflictId]);
  });

  test('nobody closes one without a name or a word of why', async () => {
    for (const words of [
      { closedBy: ' ', why: 'Twins' },
      { closedBy: 'Ada', why: '\n' },
    ]) {
      await expect(
        closeConflict(pool, { conflictId: 1, version: 0, now: NOW, ...words }, silentLog),
      ).rejects.toThrow(RangeError);
    }
  });

  test('a closing whose answer was lost is closed once, and known as its own', async () => {
    await replay(g1);
    await replay(g2);
    const { conflictId, version } = await firstOpen();
    const proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(concert.url).port) });
    const shaky = openSessionPool({ url: proxy.through(concert.url), log: silentLog });
    let isCut = false;
    proxy.onClientData = (text) => {
      if (isCut || !text.includes('update conflicts')) return 'pass';
      isCut = true;
      return 'cut-after-sending';
    };
    expect(await close(conflictId, version, 'Twins', shaky)).toEqual({ outcome: 'closed' });
    expect(isCut).toBe(true);
    await shaky.close();
    await proxy.close();
    const [closed] = await listConflicts(pool, { concertId: null, isOpenOnly: false });
    expect(closed?.closings).toBe('2026-12-18T22:00:00.000Z Ada: Twins');
  });

  test('set-aside lines are listed whole until they have gone in', async () => {
    const line = g1.attempt('void');
    g2.attempt('gone', { ticketPurchaseId: 1 });
    await replay(g1);
    await replay(g2);
    expect(await listSetAside(pool, 'G1')).toMatchObject([
      { logId: g1.logId, sequence: 2, gateId: 'G1', reason: 'ticket-cancelled', text: line.text },
    ]);
    expect(await listSetAside(pool, null)).toHaveLength(2);
    await concert.connection.query("UPDATE ticket_purchases SET status = 'valid' WHERE qr_code = 'void'");
    await replay(g1);
    await concert.connection.query("UPDATE ticket_purchases SET status = 'cancelled' WHERE qr_code = 'void'");
    expect(await listSetAside(pool, 'G1')).toEqual([]);
    expect(await listSetAside(pool, null)).toMatchObject([{ gateId: 'G2', reason: 'ticket-gone' }]);
  });

  test('a list of conflicts is empty, not an error, where there is none; and an outage is an error', async () => {
    expect(await open()).toEqual([]);
    expect(await listSetAside(pool, null)).toEqual([]);
    const away = openSessionPool({ url: concert.url.replace(/:\d+\//u, ':1/'), log: silentLog });
    await expect(listConflicts(away, { concertId: null, isOpenOnly: true })).rejects.toThrow();
    await away.close();
  });
});
