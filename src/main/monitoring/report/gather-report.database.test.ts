import { v7 as newAttemptId } from 'uuid';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { testLog } from '#main/emergency/replay/fixtures/log-lines.ts';
import { replayLines } from '#main/emergency/replay/replay-lines.ts';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../../tools/practice/silent-log.ts';
import { plantNight } from './fixtures/planted-night.ts';
import { gatherReport } from './gather-report.ts';
import type { ReportContents } from './report-document.ts';
import { selectAttempts, selectHolders, selectLastScanned } from './statements.ts';

const MINUTE_MS = 60_000;
const TICKETS = 6_000;

describe.each(inject('databaseServers'))('what a report gathers on $kind $version', (server) => {
  let concert: ScratchConcert;
  let pool: SessionPool;
  const opensAt = new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 50 * MINUTE_MS);
  beforeAll(async () => {
    concert = await createScratchConcert(server);
    pool = openSessionPool({ url: concert.url, log: silentLog });
    // More than a page of attempts.
    await plantNight(concert, { gates: 3, tickets: TICKETS, opensAt, minutes: 30 });
    await concert.connection.query('ANALYZE TABLE scan_attempts, ticket_purchases');
  });
  afterAll(async () => {
    await pool.close();
    await concert.drop();
  });

  async function gather(concertId: number | null = null, asked = pool): Promise<ReportContents> {
    const gathered = await gatherReport({
      pool: asked,
      concertId,
      isPractice: false,
      logs: [],
      emergencyLogs: [],
      onProgress: () => undefined,
    });
    if (gathered.outcome !== 'gathered') throw new Error(gathered.outcome);
    return gathered.contents;
  }

  const countAttempts = (verdict: string): Promise<number> =>
    concert.count('SELECT COUNT(*) n FROM scan_attempts WHERE concert_id = ? AND verdict = ?', [
      concert.concertId,
      verdict,
    ]);

  test('is the night that was scanned last, every attempt of it once, and books that hold', async () => {
    const { facts, figures, integrity } = await gather();
    expect(facts.concert).toMatchObject({ id: concert.concertId, title: 'Tonight' });
    expect(figures.verdicts.admitted).toBe(TICKETS * 0.9);
    expect(figures.verdicts['already-admitted']).toBe(await countAttempts('already-admitted'));
    expect(figures.verdicts['unknown-code']).toBe(await countAttempts('unknown-code'));
    expect(new Set(facts.attempts.map(({ attemptId }) => attemptId)).size).toBe(figures.attempts);
    expect(figures.unknownCodes.different).toBe(20);
    expect(figures.gates.map(({ gateId, name }) => [gateId, name])).toEqual([
      ['G1', 'Door 1'],
      ['G2', 'Door 2'],
      ['G3', 'Door 3'],
    ]);
    expect(integrity).toMatchObject({ holds: true });
    expect(integrity.concerts[0]?.total).toMatchObject({
      sold: TICKETS,
      admitted: TICKETS * 0.9,
      balances: true,
    });
  });

  test('puts an attempt of a gate on its own at its time at the door, not of its record', async () => {
    const { facts, figures } = await gather();
    const alone = facts.attempts.filter(({ decidedBy }) => decidedBy === 'emergency');
    expect(alone.length).toBeGreaterThan(10);
    expect(new Set(alone.map(({ atMs }) => atMs)).size).toBeGreaterThan(10);
    expect(figures.onItsOwn).toBe(alone.length);
    expect(facts.outages).toEqual([
      {
        gateId: 'G1',
        beganAt: opensAt,
        endedAt: new Date(opensAt.getTime() + 4 * MINUTE_MS),
        cause: 'database-unreachable',
        decided: 40,
        admitted: 37,
      },
    ]);
  });

  test('names the guests who came again and nobody else', async () => {
    const { facts, figures } = await gather();
    expect(figures.duplicates.length).toBe(await countAttempts('already-admitted'));
    expect(facts.holders.size).toBe(
      new Set(figures.duplicates.map(({ ticketPurchaseId }) => ticketPurchaseId)).size,
    );
    expect(figures.duplicates[0]?.holder).toEqual({
      name: 'Zoë Łukasiewicz',
      kind: 'student',
      ticketKind: 'Standing',
    });
  });

  test('loses none and doubles none where thousands were recorded in the same millisecond', async () => {
    const before = (await gather()).figures.attempts;
    await concert.connection.query(
      'CREATE TEMPORARY TABLE times SELECT attempt_id, recorded_time FROM scan_attempts',
    );
    try {
      await concert.connection.query("UPDATE scan_attempts SET recorded_time = '2026-01-01 00:00:00.000'");
      const { facts } = await gather();
      expect(facts.attempts).toHaveLength(before);
      expect(new Set(facts.attempts.map(({ attemptId }) => attemptId)).size).toBe(before);
    } finally {
      await concert.connection.query(
        'UPDATE scan_attempts JOIN times USING (attempt_id) SET scan_attempts.recorded_time = times.recorded_time',
      );
      await concert.connection.query('DROP TEMPORARY TABLE times');
    }
  });

  test('is of one moment, figures and books, while gates admit between any two of its questions', async () => {
    const countInside = () => concert.count("SELECT COUNT(*) n FROM ticket_purchases WHERE status = 'used'");
    const before = await countInside();
    /** As a gate does. */
    const admitNext = async (): Promise<void> => {
      const { connection, concertId } = concert;
      const next = `SELECT MIN(p.id) FROM ticket_purchases p JOIN tickets t ON t.id = p.ticket_id WHERE p.status = 'valid' AND t.concert_id = ${concertId}`;
      await connection.query(`SET @next = (${next})`);
      await connection.beginTransaction();
      await connection.query(
        `INSERT INTO scan_attempts (attempt_id, ticket_purchase_id, concert_id, gate_id, verdict, decided_by, code_digest, door_time, duration_ms)
         SELECT ?, id, ?, 'G1', 'admitted', 'database', qr_code_digest, UTC_TIMESTAMP(3), 5 FROM ticket_purchases WHERE id = @next`,
        [newAttemptId(), concertId],
      );
      await connection.query(
        "UPDATE ticket_purchases SET status = 'used', used_at = UTC_TIMESTAMP(3) WHERE id = @next",
      );
      await connection.commit();
    };
    const busyPool: SessionPool = {
      ...pool,
      borrow: async (deadline) => {
        const session = await pool.borrow(deadline);
        return {
          ...session,
          roundTrip: async (...words) => {
            await admitNext();
            return await session.roundTrip(...words);
          },
        };
      },
    };
    const { figures, integrity } = await gather(null, busyPool);
    expect(await countInside()).toBeGreaterThan(before + 5);
    expect(integrity.concerts[0]?.total.admitted).toBe(figures.verdicts.admitted);
    expect(integrity.holds).toBe(true);
  });

  test('has the other concert’s night only when it is asked for, and says when there is none', async () => {
    const other = await gather(concert.otherConcertId);
    expect(other.facts.concert.title).toBe('Another night');
    expect(other.figures).toMatchObject({ attempts: 0, duplicates: [] });
    const gathered = await gatherReport({
      pool,
      concertId: 999_999,
      isPractice: false,
      logs: [],
      emergencyLogs: [],
      onProgress: () => undefined,
    });
    expect(gathered).toEqual({ outcome: 'no-concert' });
  });

  test('goes by an index, page by page, and reads no table through', async () => {
    const page = selectAttempts({
      concertId: concert.concertId,
      afterTime: new Date(opensAt.getTime() + 10 * MINUTE_MS),
      afterId: '01980000-0000-7000-8000-000000000000',
      limit: 5_000,
    });
    for (const [question, key] of [
      [page, 'scan_attempts_concert_recorded_index'],
      [selectLastScanned({}), 'scan_attempts_concert_recorded_index'],
      [selectHolders({ ids: [1, 2, 3] }), 'PRIMARY'],
    ] as const) {
      const [rows] = await concert.connection.query(`EXPLAIN FORMAT=TRADITIONAL ${question}`);
      const [first] = rows as { readonly key: string | null; readonly Extra: string | null }[];
      expect(first?.key, question).toBe(key);
      expect(first?.Extra ?? '').not.toContain('filesort');
    }
  });

  test('holds conflicts with how they ended, and whom a lead let in', async () => {
    const [g1, g2] = ['G1', 'G2'].map((gateId) => testLog(gateId, concert.concertId));
    if (g1 === undefined || g2 === undefined) throw new Error('there are no logs');
    const id = await concert.count('SELECT MAX(id) n FROM ticket_purchases');
    const code = `planted ${TICKETS - 1}`;
    const at = (minutes: number) => ({
      doorTime: new Date(opensAt.getTime() + minutes * MINUTE_MS).toISOString(),
      ticketPurchaseId: id,
    });
    g1.attempt(code, at(12));
    g2.attempt(code, at(13));
    g2.entry(null, { doorTime: at(14).doorTime, who: 'A singer', reason: 'forgot her ticket' });
    await replayLines(pool, [...g1.lines, ...g2.lines], { log: silentLog });
    const { facts, figures, integrity } = await gather();
    expect(facts.conflicts).toEqual([
      expect.objectContaining({ ticketPurchaseId: id, closedAt: null, holderName: 'Zoë Łukasiewicz' }),
    ]);
    expect(figures.duplicates.filter(({ again }) => again.verdict === 'admitted')).toEqual([
      expect.objectContaining({
        ticketPurchaseId: id,
        apartMs: MINUTE_MS,
        kind: 'other-gate',
        holder: expect.objectContaining({ name: 'Zoë Łukasiewicz' }),
      }),
    ]);
    expect(figures.letIn).toEqual([
      expect.objectContaining({ basis: 'manual', gateId: 'G2', note: expect.stringContaining('A singer') }),
    ]);
    expect(integrity.holds).toBe(false);
  });
});
