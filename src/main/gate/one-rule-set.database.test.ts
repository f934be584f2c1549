import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import { inWords, type VerdictInWords } from '#main/admission/answer.ts';
import { decide } from '#main/admission/decide.ts';
import { judge } from '#main/admission/rules.ts';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import { createRefresher } from '#main/emergency/snapshot/refresher.ts';
import { openSnapshot, type OpenSnapshot } from '#main/emergency/snapshot/snapshot.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { knownHere } from './known-here.ts';

const HOUR_MS = 3_600_000;

/** What each test does to a ticket purchase of its own, and to its concert, before both sources are asked. */
type Case = {
  readonly sentence: string;
  readonly purchase?: Partial<Parameters<ScratchConcert['addPurchases']>[0][number]>;
  readonly sql?: string;
  readonly concertSql?: string;
  readonly verdict: string;
};

const CASES: readonly Case[] = [
  { sentence: 'a valid ticket', verdict: 'admitted' },
  { sentence: 'a ticket with a note', purchase: { attentionNote: 'Wheelchair' }, verdict: 'admitted' },
  { sentence: 'a cancelled ticket', purchase: { status: 'cancelled' }, verdict: 'cancelled' },
  { sentence: 'a used ticket without a trace', purchase: { status: 'used' }, verdict: 'already-admitted' },
  {
    sentence: 'a used ticket with time and gate',
    purchase: { status: 'used' },
    sql: "SET used_at = '2026-11-22 18:00:00.123', used_gate_id = 'G9'",
    verdict: 'already-admitted',
  },
  { sentence: 'an unsold walk-in', purchase: { isWalkIn: true }, verdict: 'not-sold-yet' },
  { sentence: 'a sold walk-in', purchase: { isWalkIn: true, isSold: true }, verdict: 'admitted' },
  { sentence: 'a void walk-in', purchase: { isWalkIn: true, status: 'cancelled' }, verdict: 'cancelled' },
  { sentence: 'another night’s ticket', purchase: { isOtherConcert: true }, verdict: 'other-concert' },
  {
    sentence: 'another night’s used ticket',
    purchase: { isOtherConcert: true, status: 'used' },
    verdict: 'other-concert',
  },
  { sentence: 'a ticket of nobody', sql: 'SET student_id = NULL', verdict: 'admitted' },
  {
    sentence: 'a ticket before entry opens',
    concertSql: `SET entry_opens_at = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR`,
    verdict: 'not-open',
  },
  {
    sentence: 'a ticket after entry has closed',
    concertSql: `SET entry_closes_at = UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE`,
    verdict: 'not-open',
  },
  {
    sentence: 'a used ticket after entry has closed',
    purchase: { status: 'used' },
    concertSql: `SET entry_closes_at = UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE`,
    verdict: 'already-admitted',
  },
  {
    sentence: 'a ticket of a concert without entry times',
    concertSql: 'SET entry_opens_at = NULL, entry_closes_at = NULL, starts_at = NULL',
    verdict: 'admitted',
  },
];

describe.each(inject('databaseServers'))('one rule set, two sources, on $kind $version', (server) => {
  let concert: ScratchConcert;
  let pool: SessionPool;
  let folder: string;
  let snapshot: OpenSnapshot;

  beforeAll(async () => {
    concert = await createScratchConcert(server);
    pool = openSessionPool({ url: concert.url, log: silentLog });
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-rules-'));
    snapshot = openSnapshot({ folder, gateId: 'G1', log: silentLog });
    await concert.connection.query("INSERT INTO gates (id, name) VALUES ('G9', 'North door')");
  });
  afterAll(async () => {
    snapshot.close();
    await pool.close();
    await concert.drop();
    rmSync(folder, { recursive: true });
  });

  function fromSnapshot(code: string): VerdictInWords | 'bad-data' {
    const ticket = snapshot.find(code);
    if (ticket === 'bad-data') return ticket;
    const place = {
      gateId: 'G1',
      gateName: null,
      operator: '',
      concert: { id: concert.concertId, title: '', startsAt: null, entryOpensAt: null, entryClosesAt: null },
    };
    const known = knownHere(ticket, null, place);
    const now = new Date();
    return inWords(judge(known, { concertId: concert.concertId, now }), known, now);
  }

  async function fromDatabase(code: string): Promise<VerdictInWords | 'undecided'> {
    const decision = await decide(
      pool,
      {
        attemptId: newAttemptId(),
        codeDigest: createHash('sha256').update(code).digest(),
        doorTime: new Date(),
        concertId: concert.concertId,
        gateId: 'G1',
        operator: '',
      },
      { deadline: deadlineIn(10_000), log: silentLog },
    );
    return decision.kind === 'decided' ? decision.words : 'undecided';
  }

  test.each(CASES)(
    '$sentence: $verdict, in the same words',
    async ({ purchase, sql, concertSql, ...wanted }) => {
      const code = `case ${wanted.sentence}`;
      await concert.addPurchases([{ code, ...purchase }]);
      if (sql !== undefined) {
        await concert.connection.query(`UPDATE ticket_purchases ${sql} WHERE qr_code = ?`, [code]);
      }
      if (concertSql !== undefined) {
        await concert.connection.query(`UPDATE concerts ${concertSql} WHERE id = ?`, [concert.concertId]);
      }
      try {
        const refreshed = await createRefresher({ snapshot, pool, log: silentLog }).refreshOnce();
        expect(refreshed.outcome).toBe('refreshed');
        const here = fromSnapshot(code);
        const there = await fromDatabase(code);
        expect(here).toMatchObject({ verdict: wanted.verdict });
        // Counted from two clocks, a moment apart.
        const about = typeof there === 'object' && 'admittedAgoMs' in there && there.admittedAgoMs !== null;
        expect(here).toEqual(about ? { ...there, admittedAgoMs: expect.any(Number) } : there);
      } finally {
        await concert.connection.query(
          `UPDATE concerts SET starts_at = UTC_TIMESTAMP(3), entry_opens_at = UTC_TIMESTAMP(3) - INTERVAL 1 HOUR,
           entry_closes_at = UTC_TIMESTAMP(3) + INTERVAL ${(6 * HOUR_MS) / 1_000} SECOND WHERE id = ?`,
          [concert.concertId],
        );
      }
    },
  );

  test('a code that nobody has is unknown to both', async () => {
    expect(fromSnapshot('nobody’s')).toEqual({ verdict: 'unknown-code', reason: 'not-found' });
    expect(await fromDatabase('nobody’s')).toEqual({ verdict: 'unknown-code', reason: 'not-found' });
  });

  test('a row that this program does not understand is nobody’s to decide', async () => {
    await concert.addPurchases([{ code: 'eaten' }]);
    await concert.connection.query("SET SESSION sql_mode = ''");
    await concert.connection.query("UPDATE ticket_purchases SET status = 'eaten' WHERE qr_code = 'eaten'");
    await createRefresher({ snapshot, pool, log: silentLog }).refreshOnce();
    expect([fromSnapshot('eaten'), await fromDatabase('eaten')]).toEqual(['bad-data', 'undecided']);
  });
});
