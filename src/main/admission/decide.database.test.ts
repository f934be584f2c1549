import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import { createConnection } from 'mysql2/promise';
import { keepingLog, silentLog } from '../../../tools/practice/silent-log.ts';
import { untilLockWait } from '../../../tools/practice/lock-wait.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { decide, type Decision } from './decide.ts';

describe.each(inject('databaseServers'))('deciding on $kind $version', (server) => {
  let concert: ScratchConcert;
  let pool: SessionPool;

  beforeAll(async () => {
    concert = await createScratchConcert(server);
    pool = openSessionPool({ url: concert.url, log: silentLog });
  });
  afterAll(async () => {
    await pool.close();
    await concert.drop();
  });

  function digestOf(code: string): Buffer {
    return createHash('sha256').update(code, 'utf8').digest();
  }

  function present(
    code: string,
    options: { attemptId?: string; log?: typeof silentLog; on?: SessionPool; deadlineMs?: number } = {},
  ): Promise<Decision> {
    return decide(
      options.on ?? pool,
      {
        attemptId: options.attemptId ?? newAttemptId(),
        codeDigest: digestOf(code),
        doorTime: new Date(),
        concertId: concert.concertId,
        gateId: 'G1',
        operator: 'Ada',
      },
      { deadline: deadlineIn(options.deadlineMs ?? 3_000), log: options.log ?? silentLog },
    );
  }

  async function verdictOf(code: string, options: Parameters<typeof present>[1] = {}): Promise<string> {
    const decision = await present(code, options);
    return decision.kind === 'decided' ? decision.words.verdict : `undecided: ${decision.cause}`;
  }

  test('each kind of ticket purchase gets the verdict of the mission, and every attempt leaves a trace', async () => {
    await concert.addPurchases([
      { code: 'ordinary', attentionNote: 'Wheelchair: side door' },
      { code: 'void', status: 'cancelled' },
      { code: 'spent', status: 'used' },
      { code: 'unsold', isWalkIn: true },
      { code: 'sold', isWalkIn: true, isSold: true },
      { code: 'other night', isOtherConcert: true },
      { code: 'other night and void', isOtherConcert: true, status: 'cancelled' },
    ]);
    const before = await concert.count('SELECT COUNT(*) n FROM scan_attempts');
    const first = await present('ordinary');
    expect(first).toMatchObject({
      kind: 'decided',
      isRecalled: false,
      retries: 0,
      words: {
        verdict: 'admitted',
        ticket: {
          holder: { name: 'Zoë Łukasiewicz', kind: 'student' },
          ticketKind: 'Standing',
          attentionNote: 'Wheelchair: side door',
        },
      },
    });
    const second = await present('ordinary');
    expect(second).toMatchObject({ words: { verdict: 'already-admitted', admittedAtGate: { id: 'G1' } } });
    expect(await verdictOf('void')).toBe('cancelled');
    expect(await present('spent')).toMatchObject({
      words: { verdict: 'already-admitted', admittedAt: null, admittedAtGate: null, admittedAgoMs: null },
    });
    expect(await verdictOf('unsold')).toBe('not-sold-yet');
    expect(await present('sold')).toMatchObject({
      words: { verdict: 'admitted', ticket: { holder: { name: null, kind: 'walk-in' } } },
    });
    expect(await present('other night')).toMatchObject({
      words: { verdict: 'other-concert', otherConcert: { title: 'Another night' } },
    });
    expect(await verdictOf('other night and void')).toBe('other-concert');
    expect(await verdictOf('nobody has this')).toBe('unknown-code');
    const after = await concert.count('SELECT COUNT(*) n FROM scan_attempts');
    expect(after - before).toBe(9);
  });

  test('a code is compared byte for byte: neither case, nor blanks, nor accents are folded', async () => {
    await concert.addPurchases([{ code: 'abcDEF' }]);
    for (const near of ['abcdef', 'abcDEF ', ' abcDEF', 'ABCDÉF', 'abcDEＦ', 'abcDEF\u200b']) {
      expect(await verdictOf(near)).toBe('unknown-code');
    }
    expect(await verdictOf('abcDEF')).toBe('admitted');
  });

  test('entry times are judged by the server and named', async () => {
    const opensAt = new Date(Date.now() + 3_600_000);
    await concert.addPurchases([{ code: 'early bird' }]);
    await concert.connection.query('UPDATE concerts SET entry_opens_at = ? WHERE id = ?', [
      opensAt,
      concert.concertId,
    ]);
    try {
      expect(await present('early bird')).toMatchObject({
        words: { verdict: 'not-open', entryOpensAt: opensAt.toISOString() },
      });
    } finally {
      await concert.connection.query('UPDATE concerts SET entry_opens_at = NULL WHERE id = ?', [
        concert.concertId,
      ]);
    }
    expect(await verdictOf('early bird')).toBe('admitted');
  });

  test('an attempt that is asked again under its id gets the answer of the first time, whatever happened since', async () => {
    await concert.addPurchases([{ code: 'asked twice' }]);
    const attemptId = newAttemptId();
    expect(await present('asked twice', { attemptId })).toMatchObject({ isRecalled: false });
    expect(await verdictOf('asked twice')).toBe('already-admitted');
    expect(await present('asked twice', { attemptId })).toMatchObject({
      isRecalled: true,
      words: { verdict: 'admitted' },
    });
    const traces = await concert.count('SELECT COUNT(*) n FROM scan_attempts WHERE attempt_id = ?', [
      attemptId,
    ]);
    expect(traces).toBe(1);
  });

  test('an attempt id that was recorded for another code never lends it its verdict', async () => {
    await concert.addPurchases([{ code: 'lender' }, { code: 'borrower' }]);
    const attemptId = newAttemptId();
    expect(await verdictOf('lender', { attemptId })).toBe('admitted');
    expect(await verdictOf('borrower', { attemptId })).toBe('undecided: attempt-id-reused');
    expect(await verdictOf('borrower')).toBe('admitted');
  });

  test('twenty attempts at one code at the same instant admit one person', async () => {
    await concert.addPurchases([{ code: 'popular' }]);
    const pools = Array.from({ length: 10 }, () => openSessionPool({ url: concert.url, log: silentLog }));
    try {
      const verdicts = await Promise.all(
        [...pools, ...pools].map((on) => verdictOf('popular', { on, deadlineMs: 20_000 })),
      );
      expect(verdicts.filter((verdict) => verdict === 'admitted')).toHaveLength(1);
      expect(verdicts.filter((verdict) => verdict === 'already-admitted')).toHaveLength(19);
    } finally {
      await Promise.all(pools.map((each) => each.close()));
    }
  });

  test('an unknown code locks no gap: tickets next to it can be sold while it is judged', async () => {
    const other = await createConnection({ uri: concert.adminUrl });
    try {
      await other.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
      await other.query('START TRANSACTION');
      await other.query('SELECT id FROM ticket_purchases WHERE qr_code_digest = ? FOR UPDATE', [
        digestOf('gap'),
      ]);
      await concert.connection.query('SET SESSION innodb_lock_wait_timeout = 1');
      await concert.addPurchases([{ code: 'gap' }, { code: 'gap-neighbour' }]);
    } finally {
      await other.query('ROLLBACK');
      await other.end();
    }
  });

  test('a real deadlock is retried under the same id, ends admitted, and is seen in the log', async () => {
    await concert.addPurchases([{ code: 'contended' }]);
    const other = await createConnection({ uri: concert.adminUrl });
    const { log, entries } = keepingLog();
    const attemptId = newAttemptId();
    try {
      // This session holds the attempt's primary key, then wants the ticket; the admission comes the other way round.
      await other.query('START TRANSACTION');
      await other.query(
        `INSERT INTO scan_attempts (attempt_id, gate_id, verdict, decided_by, code_digest, door_time, duration_ms)
         VALUES (?, 'G9', 'unknown-code', 'database', ?, UTC_TIMESTAMP(3), 1)`,
        [attemptId, digestOf('contended')],
      );
      // Rows changed make this transaction the heavier one, so that the admission is the deadlock's victim.
      await other.query(
        "INSERT INTO gates (id) SELECT CONCAT('X', seq) FROM (SELECT 1 seq UNION SELECT 2 UNION SELECT 3 UNION SELECT 4) s",
      );
      const deciding = present('contended', { attemptId, log });
      await untilLockWait(concert);
      await other.query('SELECT id FROM ticket_purchases WHERE qr_code_digest = ? FOR UPDATE', [
        digestOf('contended'),
      ]);
      await other.query('ROLLBACK');
      expect(await deciding).toMatchObject({
        kind: 'decided',
        words: { verdict: 'admitted' },
        lockTrouble: { deadlocks: 1 },
      });
    } finally {
      await other.end();
    }
    expect(entries).toContainEqual(
      expect.objectContaining({
        sentence: 'A try failed',
        fields: expect.objectContaining({ errno: 1213, step: 'try-again' }),
      }),
    );
  });

  test('a ticket that another session keeps locked is undecided within the deadline, and admitted under the same id after', async () => {
    await concert.addPurchases([{ code: 'held' }]);
    const other = await createConnection({ uri: concert.adminUrl });
    const attemptId = newAttemptId();
    try {
      await other.query('START TRANSACTION');
      await other.query('SELECT id FROM ticket_purchases WHERE qr_code_digest = ? FOR UPDATE', [
        digestOf('held'),
      ]);
      const startedAt = performance.now();
      expect(await present('held', { attemptId, deadlineMs: 1_500 })).toMatchObject({ kind: 'undecided' });
      expect(performance.now() - startedAt).toBeLessThan(2_500);
      await other.query('ROLLBACK');
    } finally {
      await other.end();
    }
    expect(await verdictOf('held', { attemptId })).toBe('admitted');
  });

  test('flags that the web version left NULL are read as false', async () => {
    await concert.connection.query(
      'ALTER TABLE ticket_purchases MODIFY is_walk_in TINYINT(1) NULL, MODIFY is_sold TINYINT(1) NULL',
    );
    await concert.addPurchases([{ code: 'null flags' }]);
    await concert.connection.query(
      "UPDATE ticket_purchases SET is_walk_in = NULL, is_sold = NULL WHERE qr_code = 'null flags'",
    );
    expect(await verdictOf('null flags')).toBe('admitted');
  });

  test('a status that this program does not know is undecided, and the log names the row but no code', async () => {
    await concert.addPurchases([{ code: 'odd-status' }]);
    await concert.connection.query("SET SESSION sql_mode = ''");
    await concert.connection.query(
      "UPDATE ticket_purchases SET status = 'refunded' WHERE qr_code = 'odd-status'",
    );
    const { log, entries } = keepingLog();
    expect(await verdictOf('odd-status', { log })).toBe('undecided: bad-data');
    const told = JSON.stringify(entries);
    expect(told).toMatch(/ticket purchase \d+ .*status/u);
    expect(told).not.toContain('odd-status');
  });
});
