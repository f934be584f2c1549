import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import { controlRoomCalls } from '#shared/control-room.ts';
import { openSessionPool } from '#main/database/session-pool.ts';
import { testLog } from '#main/emergency/replay/fixtures/log-lines.ts';
import { replayLines } from '#main/emergency/replay/replay-lines.ts';
import { type FaultProxy, startFaultProxy } from '../../../tools/faults/fault-proxy.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { type ControlRoom, openControlRoom } from './control-room.ts';

const CODES = {
  ordinary: 'ROOM-TICKET-0001-aBcDeF',
  twice: 'ROOM-TICKET-0002-twice1',
  percent: 'ROOM-TICKET-0003-100%x_',
  walkIn: 'ROOM-WALKIN-0004-walk99',
  other: 'ROOM-TICKET-0005-other7',
  often: 'ROOM-TICKET-0006-often8',
} as const;

describe.each(inject('databaseServers'))('the control room on $kind $version', (server) => {
  let concert: ScratchConcert;
  let proxy: FaultProxy;
  let room: ControlRoom;
  beforeAll(async () => {
    concert = await createScratchConcert(server);
    await concert.addPurchases([
      { code: CODES.other, isOtherConcert: true },
      { code: CODES.ordinary, attentionNote: 'Wheelchair' },
      { code: CODES.twice },
      { code: CODES.percent },
      { code: CODES.walkIn, isWalkIn: true },
      { code: CODES.often },
    ]);
    proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
    room = openControlRoom({
      databaseUrl: proxy.through(concert.url),
      isPractice: false,
      concertId: concert.concertId,
      log: silentLog,
    });
  });
  afterAll(async () => {
    await room.close();
    await proxy.close();
    await concert.drop();
  });

  /** Answers as the window gets them: what breaks the contract is a failure. */
  async function call<C extends keyof ControlRoom['calls']>(
    name: C,
    input: Parameters<ControlRoom['calls'][C]>[0],
  ): Promise<Awaited<ReturnType<ControlRoom['calls'][C]>>> {
    const reply = await room.calls[name](input as never);
    expect(controlRoomCalls[name].output.parse(reply)).toEqual(reply);
    return reply as Awaited<ReturnType<ControlRoom['calls'][C]>>;
  }
  async function find(text: string) {
    const reply = await call('control-room:find-tickets', { text });
    if (reply.outcome !== 'found') throw new Error(reply.problem);
    return reply;
  }
  const idOf = (code: string) =>
    concert.count('SELECT id AS n FROM ticket_purchases WHERE qr_code = ?', [code]);
  const idsFound = async (text: string) =>
    (await find(text)).tickets.map((ticket) => ticket.ticketPurchaseId);

  test('finds tickets by name, whatever the accents, the concert that is shown first', async () => {
    for (const text of ['zoe', 'LUKASIEWICZ zoë', 'łuk', ' Zoe  luk ']) {
      const { tickets, all } = await find(text);
      expect(all, text).toBe(5);
      expect(tickets.map((ticket) => ticket.concertTitle)).toEqual([
        'Tonight',
        'Tonight',
        'Tonight',
        'Tonight',
        'Another night',
      ]);
    }
    expect((await find('zoe smith')).all).toBe(0);
  });

  test('finds a ticket by its whole code, the end of it, or its number, and shows no code', async () => {
    const id = await idOf(CODES.walkIn);
    for (const text of [CODES.walkIn, 'walk99', 'WALK99', String(id)]) {
      expect(await idsFound(text), text).toContain(id);
    }
    const { tickets } = await find(CODES.walkIn);
    expect(tickets).toEqual([
      {
        ticketPurchaseId: id,
        holderName: null,
        kind: 'walk-in',
        ticketKind: 'Standing',
        concertTitle: 'Tonight',
        shortCode: 'walk99',
        status: 'valid',
        isWalkIn: true,
        isSold: false,
        attentionNote: null,
      },
    ]);
    expect(JSON.stringify(tickets)).not.toContain(CODES.walkIn);
  });

  test('takes no letter for a wildcard, and nothing for everything', async () => {
    expect(await idsFound('100%x_')).toEqual([await idOf(CODES.percent)]);
    expect((await find('%%%')).all).toBe(0);
    expect((await find('z_e')).all).toBe(0);
    expect((await find("'; DROP TABLE students; -- ")).all).toBe(0);
    for (const text of ['', '   ', 'z']) expect(await find(text)).toMatchObject({ tickets: [], all: 0 });
  });

  test('tells a ticket’s whole history by the server’s clock, its conflict included, and closes that once', async () => {
    const [g1, g2] = [testLog('G1', concert.concertId), testLog('G2', concert.concertId)];
    // G1's clock is twelve seconds slow: by its own it was first.
    g1.attempt(CODES.twice, {
      doorTime: '2026-12-18T19:00:01.000Z',
      clockOffsetMs: 12_000,
      clockUncertaintyMs: 15,
    });
    g2.attempt(CODES.twice, {
      doorTime: '2026-12-18T19:00:05.000Z',
      clockOffsetMs: 0,
      clockUncertaintyMs: 4,
    });
    const pool = openSessionPool({ url: concert.url, log: silentLog });
    await replayLines(pool, g1.lines, { log: silentLog });
    await replayLines(pool, g2.lines, { log: silentLog });
    await pool.close();
    const id = await idOf(CODES.twice);
    await concert.connection.query(
      `INSERT INTO scan_attempts (attempt_id, ticket_purchase_id, concert_id, gate_id, verdict, decided_by, code_digest,
         door_time, recorded_time, duration_ms) VALUES (?, ?, ?, 'G3', 'already-admitted', 'database', unhex(sha2('x', 256)),
         '2026-12-18 18:59:00.000', '2026-12-18 19:00:09.000', 7)`,
      [newAttemptId(), id, concert.concertId],
    );

    const reply = await call('control-room:get-history', { ticketPurchaseId: id });
    if (reply.outcome !== 'history' || reply.history === null) throw new Error('There is no history.');
    const { attempts, allAttempts, conflict, ticket } = reply.history;
    expect(allAttempts).toBe(3);
    expect(ticket).toMatchObject({ holderName: 'Zoë Łukasiewicz', status: 'used' });
    expect(attempts.map(({ gateId, verdict, doorTime }) => [gateId, verdict, doorTime])).toEqual([
      ['G2', 'admitted', '2026-12-18T19:00:05.000Z'],
      // Decided by the database, whose clock nobody needs to correct.
      ['G3', 'already-admitted', '2026-12-18T19:00:09.000Z'],
      ['G1', 'admitted', '2026-12-18T19:00:13.000Z'],
    ]);
    expect(attempts[0]?.logLine).not.toBeNull();
    if (conflict === null) throw new Error('There is no conflict.');
    expect(conflict).toMatchObject({ ticketPurchaseId: id, sides: [{ gateId: 'G2' }, { gateId: 'G1' }] });

    const listed = await call('control-room:list-conflicts', { isOpenOnly: true });
    expect(listed).toMatchObject({ outcome: 'listed', conflicts: [{ conflictId: conflict.conflictId }] });
    const closing = {
      conflictId: conflict.conflictId,
      version: conflict.version,
      closedBy: 'Mia Example',
      why: 'Shared ticket',
    };
    expect(await call('control-room:close-conflict', closing)).toEqual({ outcome: 'closed' });
    expect(await call('control-room:close-conflict', { ...closing, closedBy: 'Jonas' })).toEqual({
      outcome: 'changed',
    });
    expect(await call('control-room:list-conflicts', { isOpenOnly: true })).toMatchObject({ conflicts: [] });
  });

  test('tells of a ticket that was presented all night when it was admitted, and how many attempts there were', async () => {
    const id = await idOf(CODES.often);
    const later = Array.from({ length: 811 }, (_, number) => new Date(Date.UTC(2026, 11, 18, 19, 1, number)));
    const [admittedAt, ...others] = [new Date(Date.UTC(2026, 11, 18, 19)), ...later];
    await concert.connection.query(
      `INSERT INTO scan_attempts (attempt_id, ticket_purchase_id, concert_id, gate_id, verdict, decided_by, code_digest,
         door_time, recorded_time, duration_ms) VALUES ?`,
      [
        [admittedAt, ...others].map((at) => [
          newAttemptId(),
          id,
          concert.concertId,
          'G1',
          at === admittedAt ? 'admitted' : 'already-admitted',
          'database',
          Buffer.alloc(32),
          at,
          at,
          7,
        ]),
      ],
    );
    const reply = await call('control-room:get-history', { ticketPurchaseId: id });
    if (reply.outcome !== 'history' || reply.history === null) throw new Error('There is no history.');
    const { attempts, allAttempts, conflict } = reply.history;
    expect(allAttempts).toBe(812);
    expect(attempts).toHaveLength(501);
    expect(attempts[0]).toMatchObject({ verdict: 'admitted', doorTime: '2026-12-18T19:00:00.000Z' });
    expect(attempts.at(-1)?.doorTime).toBe(others.at(-1)?.toISOString());
    expect(conflict).toBeNull();
  });

  test('knows that a ticket is not there', async () => {
    expect(await call('control-room:get-history', { ticketPurchaseId: 987_654 })).toEqual({
      outcome: 'history',
      history: null,
    });
  });

  test('shows the night, notes who looks after an alert, and checks the system', async () => {
    const reply = await call('control-room:get-night', undefined);
    expect(reply).toMatchObject({ outcome: 'night', night: { concert: { id: concert.concertId } } });
    expect(await call('control-room:acknowledge', { alertKey: 'gate-silent/G1/1', by: 'Mia' })).toEqual({
      outcome: 'acknowledged',
    });
    expect(
      await concert.count(
        "SELECT count(*) AS n FROM alert_acknowledgements WHERE alert_key = 'gate-silent/G1/1' AND acknowledged_by = 'Mia'",
      ),
    ).toBe(1);
    const checked = await call('control-room:check', undefined);
    if (checked.outcome !== 'checked') throw new Error(checked.problem);
    expect(checked.lines.length).toBeGreaterThan(5);
  });

  test('says of every call that the database is away, and why, and goes on by itself when it is back', async () => {
    const id = await idOf(CODES.ordinary);
    proxy.onClientData = () => 'cut-before-sending';
    proxy.cutAll();
    const away = { outcome: 'away', problem: 'The database server cannot be reached.' };
    // The last look is everybody's for a moment.
    await expect
      .poll(() => call('control-room:get-night', undefined), { timeout: 10_000 })
      .toMatchObject(away);
    expect(await call('control-room:find-tickets', { text: 'zoe' })).toMatchObject(away);
    expect(await call('control-room:get-history', { ticketPurchaseId: id })).toMatchObject(away);
    expect(await call('control-room:list-conflicts', { isOpenOnly: false })).toMatchObject(away);
    expect(await call('control-room:check', undefined)).toMatchObject({ outcome: 'away' });
    expect(await call('control-room:acknowledge', { alertKey: 'x', by: 'Mia' })).toMatchObject(away);
    proxy.onClientData = () => 'pass';
    expect(await call('control-room:get-night', undefined)).toMatchObject({ outcome: 'night' });
  });
});
