import type { RowDataPacket } from 'mysql2/promise';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  inject,
  onTestFinished,
  test,
} from 'vitest';
import { type Night, nightSchema } from '#shared/night.ts';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { type FaultProxy, startFaultProxy } from '../../../../tools/faults/fault-proxy.ts';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { keepingLog, silentLog } from '../../../../tools/practice/silent-log.ts';
import { PAGE } from './attempts-of-concert.ts';
import { addAttempts, forgetNight, saveGate } from './fixtures/night-rows.ts';
import { openNightWatch } from './night-watch.ts';
import { ASK_GATES, ASK_SET_ASIDE, askAttempts, askAttemptCount, askPurchases } from './statements.ts';

describe.each(inject('databaseServers'))('a watch on $kind $version', (server) => {
  let concert: ScratchConcert;
  let proxy: FaultProxy;
  let pool: SessionPool;
  beforeAll(async () => {
    concert = await createScratchConcert(server);
    await concert.addPurchases([
      ...Array.from({ length: 20 }, (_, at) => ({ code: `sold ${at}` })),
      { code: 'cancelled', status: 'cancelled' },
      { code: 'walk-in sold', isWalkIn: true, isSold: true },
      { code: 'walk-in unsold', isWalkIn: true },
      { code: 'walk-in cancelled', isWalkIn: true, status: 'cancelled' },
      { code: 'another night', isOtherConcert: true },
    ]);
  });
  afterAll(() => concert.drop());
  beforeEach(async () => {
    proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(concert.url).port) });
    pool = openSessionPool({ url: proxy.through(concert.url), log: silentLog });
  });
  afterEach(async () => {
    await pool.close();
    await proxy.close();
    await forgetNight(concert.connection);
  });

  const watchTonight = () => openNightWatch({ pool, concertId: null, log: silentLog });
  const add = (attempts: Parameters<typeof addAttempts>[2]) =>
    addAttempts(concert.connection, concert.concertId, attempts);
  /** Marks ticket purchases used and records the admissions, as one. */
  async function admit(ids: readonly number[]): Promise<void> {
    await concert.connection.query("UPDATE ticket_purchases SET status = 'used' WHERE id IN (?)", [ids]);
    await add(ids.map((ticketPurchaseId) => ({ ticketPurchaseId, agoMs: 1_000 })));
  }

  test('an empty night has its concert, its tickets, and nothing the matter', async () => {
    const night = await watchTonight().look();
    expect(nightSchema.parse(night)).toEqual(night);
    expect(night).toMatchObject({
      concert: { id: concert.concertId, title: 'Tonight' },
      sold: 21,
      walkInsSold: 1,
      cancelled: 1,
      expected: 21,
      inside: 0,
      attempts: 0,
      recentTimes: null,
      arrivals: [],
      gates: [],
      alerts: [],
    });
    expect(night.server.connectionLimit).toBeGreaterThan(night.server.connections);
  });

  test('figures are those of the attempts, by gate and by minute', async () => {
    await saveGate(concert.connection, 'G1');
    await saveGate(concert.connection, 'G2', { closed_at: 'UTC_TIMESTAMP(3)' });
    await saveGate(concert.connection, 'G10', { seen_at: 'CURRENT_TIMESTAMP(3) - INTERVAL 2 DAY' });
    await admit([1, 2]);
    await add([
      {
        gate: 'G2',
        ticketPurchaseId: 3,
        verdict: 'cancelled',
        agoMs: 30 * 60_000,
        durationMs: 100,
        retries: 2,
      },
      { gate: 'G2', verdict: 'unknown-code', agoMs: 90 * 60_000, durationMs: 40 },
    ]);
    const night = await watchTonight().look();
    expect(nightSchema.parse(night)).toEqual(night);
    expect(night).toMatchObject({
      inside: 2,
      attempts: 4,
      attemptsLastMinute: 2,
      attemptsLastHour: 3,
      retries: 2,
      verdicts: { admitted: 2, cancelled: 1, 'unknown-code': 1 },
      recentTimes: { answers: 2, medianMs: 12 },
      times: { answers: 4, medianMs: 12, p95Ms: 100, maxMs: 100 },
      gates: [
        { gateId: 'G1', standing: 'well', attempts: 2, attemptsLastMinute: 2 },
        { gateId: 'G2', standing: 'closed', attempts: 2, attemptsLastMinute: 0, verdicts: { cancelled: 1 } },
        { gateId: 'G10', standing: 'never-seen', attempts: 0 },
      ],
      alerts: [],
    });
    expect(night.arrivals.length).toBeGreaterThanOrEqual(90);
    const sum = (of: (minute: Night['arrivals'][number]) => number) =>
      night.arrivals.reduce((total, minute) => total + of(minute), 0);
    expect([sum(({ admitted }) => admitted), sum(({ refused }) => refused)]).toEqual([2, 2]);
  });

  test('somebody who comes in is inside at the next look, and counted once however often one looks', async () => {
    await admit([1]);
    const watch = watchTonight();
    expect((await watch.look()).inside).toBe(1);
    await admit([2, 3]);
    for (let looks = 0; looks < 3; looks += 1) {
      expect(await watch.look()).toMatchObject({ inside: 3, attempts: 3, verdicts: { admitted: 3 } });
    }
    // Another side of a conflict is another attempt, but nobody who is inside twice.
    await add([
      { gate: 'G2', ticketPurchaseId: 3, decidedBy: 'emergency', offsetMs: 0, agoMs: 900, recordedAgoMs: 0 },
    ]);
    expect(await watch.look()).toMatchObject({ inside: 3, attempts: 4 });
  });

  test('an attempt that commits after newer ones is not missed', async () => {
    const watch = watchTonight();
    const late = concert.connection;
    await late.query('START TRANSACTION');
    await add([{ agoMs: 3_000, verdict: 'cancelled' }]);
    // By another session, which does not wait.
    await withAnother(concert, (connection) =>
      addAttempts(connection, concert.concertId, [{ agoMs: 1_000, verdict: 'not-open' }]),
    );
    expect((await watch.look()).attempts).toBe(1);
    await late.query('COMMIT');
    expect(await watch.look()).toMatchObject({ attempts: 2, verdicts: { cancelled: 1, 'not-open': 1 } });
    expect((await watch.look()).attempts).toBe(2);
  });

  test('a night of several pages is read whole, many attempts of one millisecond among them', async () => {
    const many = PAGE * 2 + 100;
    await add(Array.from({ length: many }, (_, at) => ({ agoMs: at < PAGE + 50 ? 60_000 : 61_000 })));
    const watch = watchTonight();
    expect((await watch.look()).attempts).toBe(many);
    expect((await watch.look()).attempts).toBe(many);
    expect(
      (await openNightWatch({ pool, concertId: concert.concertId, log: silentLog }).look()).attempts,
    ).toBe(many);
  });

  test('attempts that are gone, or were recorded anew, are not counted on', async () => {
    const watch = watchTonight();
    const [, newest = ''] = await add([{ agoMs: 4_000 }, { agoMs: 2_000, verdict: 'cancelled' }]);
    expect((await watch.look()).attempts).toBe(2);
    // What replay does to a refusal whose answer was lost.
    await concert.connection.query(
      "UPDATE scan_attempts SET verdict = 'admitted', recorded_time = UTC_TIMESTAMP(3) WHERE attempt_id = ?",
      [newest],
    );
    expect(await watch.look()).toMatchObject({ attempts: 2, verdicts: { admitted: 2, cancelled: 0 } });
    await concert.connection.query('DELETE FROM scan_attempts');
    expect(await watch.look()).toMatchObject({ attempts: 0, arrivals: [] });
  });

  test('arrivals are by the door on the database’s clock, and a clock that was never set does not stretch the night', async () => {
    await add([
      { agoMs: 600_000, recordedAgoMs: 1_000, decidedBy: 'emergency', offsetMs: 120_000 },
      { agoMs: 40 * 365 * 86_400_000, recordedAgoMs: 1_000, decidedBy: 'emergency' },
      { agoMs: -86_400_000, recordedAgoMs: 1_000, decidedBy: 'emergency', offsetMs: 0 },
      { agoMs: 3_000_000, recordedAgoMs: 1_000, decidedBy: 'database' },
    ]);
    const { arrivals, attemptsLastMinute } = await watchTonight().look();
    expect(attemptsLastMinute).toBe(3);
    expect(arrivals[0]?.admitted).toBe(1);
    expect([8, 9, 10]).toContain(arrivals.length);
  });

  test('only attempts to come in are counted, and only this concert’s', async () => {
    await add([{ purpose: 'undo' }, { purpose: 'walk-in-sale' }, {}]);
    await addAttempts(concert.connection, concert.otherConcertId, [{ gate: 'G7' }]);
    await saveGate(concert.connection, 'G7', { concert_id: String(concert.otherConcertId) });
    const night = await watchTonight().look();
    expect(night).toMatchObject({ attempts: 1, gates: [] });
    const other = await openNightWatch({ pool, concertId: concert.otherConcertId, log: silentLog }).look();
    expect(other).toMatchObject({
      attempts: 1,
      concert: { title: 'Another night' },
      gates: [{ gateId: 'G7' }],
    });
    const none = await openNightWatch({ pool, concertId: 4_711, log: silentLog }).look();
    expect(none).toMatchObject({ concert: null, attempts: 0, expected: 0 });
  });

  test('a look that goes on asks once, and two lookers at a time are one look', async () => {
    await add([{}]);
    const watch = watchTonight();
    await watch.look();
    const before = proxy.roundTrips;
    const nights = await Promise.all([watch.look(), watch.look(), watch.look()]);
    expect(new Set(nights).size).toBe(1);
    expect(proxy.roundTrips - before).toBe(1);
  });

  test('names cost a second trip, once', async () => {
    await saveGate(concert.connection, 'G1');
    await saveGate(concert.connection, 'G2');
    const watch = watchTonight();
    await watch.look();
    await add([
      { gate: 'G1', ticketPurchaseId: 1, agoMs: 3_000 },
      { gate: 'G2', ticketPurchaseId: 1, agoMs: 1_000, verdict: 'already-admitted' },
    ]);
    const before = proxy.roundTrips;
    const { alerts } = await watch.look();
    expect(proxy.roundTrips - before).toBe(2);
    expect(alerts.map(({ words }) => words)).toEqual([
      expect.stringContaining('Ticket purchase 1 (Zoë Łukasiewicz) was tried 2 times at G1 and G2'),
    ]);
    await watch.look();
    expect(proxy.roundTrips - before).toBe(3);
  });

  test('while the database is away a look fails, and the next one goes on', async () => {
    await add([{}]);
    const watch = watchTonight();
    await watch.look();
    proxy.onClientData = () => 'cut-before-sending';
    await expect(watch.look()).rejects.toThrow();
    proxy.onClientData = () => 'pass';
    await add([{}]);
    expect((await watch.look()).attempts).toBe(2);
  });

  test('a row that nobody understands is left out and logged, and hides nothing', async () => {
    await concert.connection.query("SET SESSION sql_mode = ''");
    await add([{ verdict: 'nonsense' }, {}]);
    const { log, entries } = keepingLog();
    expect((await openNightWatch({ pool, concertId: null, log }).look()).attempts).toBe(1);
    expect(entries).toMatchObject([{ level: 'warn', sentence: 'Some attempts cannot be understood' }]);
  });

  test('a ticket purchase in a status that nobody knows is counted apart and logged, and hides nothing', async () => {
    const modify = (type: string) =>
      concert.connection.query(`ALTER TABLE ticket_purchases MODIFY status ${type} NOT NULL DEFAULT 'valid'`);
    await modify('varchar(20)');
    onTestFinished(async () => {
      await concert.connection.query(
        "UPDATE ticket_purchases SET status = 'valid' WHERE status = 'refunded'",
      );
      await modify("enum('valid', 'used', 'cancelled')");
    });
    await admit([1]);
    await concert.connection.query("UPDATE ticket_purchases SET status = 'refunded' WHERE id = 2");
    const { log, entries } = keepingLog();
    const watch = openNightWatch({ pool, concertId: null, log });
    expect(await watch.look()).toMatchObject({ sold: 20, cancelled: 1, expected: 20, inside: 1 });
    expect((await watch.look()).inside).toBe(1);
    expect(entries).toMatchObject([
      { level: 'warn', sentence: 'Some ticket purchases have an unknown status' },
    ]);
  });

  test('what is asked again and again reads ranges of the indexes that were made for it', async () => {
    await add(Array.from({ length: 500 }, (_, at) => ({ agoMs: at * 60_000 })));
    await concert.connection.query(
      `INSERT INTO set_aside_lines (emergency_log_id, emergency_log_sequence, gate_id, reason, line)
       SELECT UUID(), 1, 'G1', 'ticket-gone', JSON_OBJECT('attemptId', attempt_id) FROM scan_attempts LIMIT 20`,
    );
    await concert.connection.query('ANALYZE TABLE scan_attempts, ticket_purchases, set_aside_lines');
    const { concertId } = concert;
    const from = new Date(Date.now() - 120_000);
    const explain = async (text: string): Promise<string[]> => {
      const [rows] = await concert.connection.query<RowDataPacket[]>(`EXPLAIN FORMAT=TRADITIONAL ${text}`);
      return rows.map((row) => `${row['type']} ${row['key']} ${/filesort/u.test(String(row['Extra']))}`);
    };
    expect(await explain(askAttempts({ concertId, recordedTime: from, attemptId: '', most: PAGE }))).toEqual([
      'range scan_attempts_concert_recorded_index false',
    ]);
    expect(await explain(askAttemptCount({ concertId, before: from }))).toEqual([
      'range scan_attempts_concert_recorded_index false',
    ]);
    expect((await explain(askPurchases({ concertId }))).join()).toContain(
      'ticket_purchases_ticket_status_index',
    );
    // For each line that waits for a person its own attempt; there are few.
    expect((await explain(ASK_SET_ASIDE)).at(-1)).toMatch(/^(?:eq_ref|ref) PRIMARY false$/u);
    expect((await explain(ASK_GATES)).at(-1)).toMatch(/^(?:eq_ref PRIMARY|ALL)/u);
  });
});

async function withAnother<T>(
  concert: ScratchConcert,
  work: (connection: ScratchConcert['connection']) => Promise<T>,
): Promise<T> {
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection({ uri: concert.adminUrl, timezone: 'Z', charset: 'utf8mb4' });
  try {
    await connection.query("SET time_zone = '+00:00'");
    return await work(connection);
  } finally {
    await connection.end();
  }
}
