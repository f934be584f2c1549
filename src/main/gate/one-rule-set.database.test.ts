import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import type { UndecidedCause } from '#shared/attempt.ts';
import type { VerdictInWords } from '#main/admission/answer.ts';
import { decide } from '#main/admission/decide.ts';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import { createRefresher } from '#main/emergency/snapshot/refresher.ts';
import { openSnapshot, type OpenSnapshot } from '#main/emergency/snapshot/snapshot.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { createDecideHere } from './decide-here.ts';
import { createGateClock } from './gate-clock.ts';
import { type GateLogs, openGateLogs } from './gate-logs.ts';
import { gateFolderIn } from './kept-folder.ts';
import { createOwnAdmissions } from './own-admissions.ts';

const HOUR_MS = 3_600_000;

/** What each test does to a ticket purchase of its own, and to its concert, before both sources are asked. */
type Case = {
  readonly sentence: string;
  readonly purchase?: Partial<Parameters<ScratchConcert['addPurchases']>[0][number]>;
  readonly sql?: string;
  readonly concertSql?: string;
  /** This gate has let it in itself since its snapshot was refreshed; the database has recorded that. */
  readonly isAdmittedHere?: boolean;
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
  { sentence: 'a ticket that came in here', isAdmittedHere: true, verdict: 'already-admitted' },
  {
    sentence: 'a walk-in that came in here',
    purchase: { isWalkIn: true, isSold: true },
    isAdmittedHere: true,
    verdict: 'already-admitted',
  },
  {
    sentence: 'a ticket that came in here before entry closed',
    concertSql: `SET entry_closes_at = UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE`,
    isAdmittedHere: true,
    verdict: 'already-admitted',
  },
  {
    sentence: 'a ticket that came in here and was cancelled since',
    purchase: { status: 'cancelled' },
    isAdmittedHere: true,
    verdict: 'cancelled',
  },
];

/** What is read back is nothing: the folder is new. */
const nobodyListens = { onLines: () => undefined, onUnreadable: () => undefined };

const ADMITTED_HERE_AT = new Date('2026-11-22T18:00:00.123Z');

describe.each(inject('databaseServers'))('one rule set, two sources, on $kind $version', (server) => {
  let concert: ScratchConcert;
  let pool: SessionPool;
  let folder: string;
  let snapshot: OpenSnapshot;
  let logs: GateLogs;
  const own = createOwnAdmissions();

  beforeAll(async () => {
    concert = await createScratchConcert(server);
    pool = openSessionPool({ url: concert.url, log: silentLog });
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-rules-'));
    snapshot = openSnapshot({ folder, gateId: 'G1', log: silentLog });
    logs = openGateLogs({
      folder,
      gateFolder: gateFolderIn(folder, 'G1'),
      gateId: 'G1',
      programVersion: 'test',
      snapshot,
      ...nobodyListens,
      log: silentLog,
    });
    await logs.readBack;
    await concert.connection.query(
      "INSERT INTO gates (id, name) VALUES ('G9', 'North door'), ('G1', 'South door')",
    );
  });
  afterAll(async () => {
    await logs.close();
    snapshot.close();
    await pool.close();
    await concert.drop();
    rmSync(folder, { recursive: true });
  });

  const digestOf = (code: string): Buffer => createHash('sha256').update(code).digest();

  /** As a gate on its own decides: with its log, its snapshot and what it has admitted itself. */
  async function onItsOwn(code: string): Promise<VerdictInWords | UndecidedCause> {
    const decision = await createDecideHere({ snapshot, logs, own, clock: createGateClock() })(
      {
        attemptId: newAttemptId(),
        code,
        codeDigest: digestOf(code).toString('hex'),
        doorTime: new Date().toISOString(),
        elapsedMs: () => 1,
        retries: 0,
        isFateUnknown: false,
        wasAskedNow: false,
        leadReason: null,
      },
      {
        gateId: 'G1',
        gateName: 'South door',
        operator: '',
        concert: {
          id: concert.concertId,
          title: '',
          startsAt: null,
          entryOpensAt: null,
          entryClosesAt: null,
        },
      },
    );
    return decision.kind === 'decided' ? decision.words : decision.cause;
  }

  /** The line of this admission has gone into the database, and no refresh has begun since. */
  async function admitHere(code: string): Promise<void> {
    const ticketPurchaseId = await concert.count('SELECT id n FROM ticket_purchases WHERE qr_code = ?', [
      code,
    ]);
    own.noteCommitted({
      attemptId: newAttemptId(),
      codeDigest: digestOf(code).toString('hex'),
      ticketPurchaseId,
      at: ADMITTED_HERE_AT,
      known: null,
    });
    await concert.connection.query(
      "UPDATE ticket_purchases SET status = IF(status = 'valid', 'used', status), used_at = ?, used_gate_id = 'G1' WHERE id = ?",
      [ADMITTED_HERE_AT, ticketPurchaseId],
    );
  }

  async function fromDatabase(code: string): Promise<VerdictInWords | 'undecided'> {
    const decision = await decide(
      pool,
      {
        attemptId: newAttemptId(),
        codeDigest: digestOf(code),
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
    async ({ purchase, sql, concertSql, isAdmittedHere, ...wanted }) => {
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
        if (isAdmittedHere === true) await admitHere(code);
        const here = await onItsOwn(code);
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
    expect(await onItsOwn('nobody’s')).toEqual({ verdict: 'unknown-code', reason: 'not-found' });
    expect(await fromDatabase('nobody’s')).toEqual({ verdict: 'unknown-code', reason: 'not-found' });
  });

  test('a row that this program does not understand is nobody’s to decide', async () => {
    await concert.addPurchases([{ code: 'eaten' }]);
    await concert.connection.query("SET SESSION sql_mode = ''");
    await concert.connection.query("UPDATE ticket_purchases SET status = 'eaten' WHERE qr_code = 'eaten'");
    await createRefresher({ snapshot, pool, log: silentLog }).refreshOnce();
    expect([await onItsOwn('eaten'), await fromDatabase('eaten')]).toEqual(['bad-data', 'undecided']);
  });
});
