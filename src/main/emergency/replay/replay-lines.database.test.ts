import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../../tools/practice/silent-log.ts';
import type { LogLine } from '../log/log-reading.ts';
import { testLog, type TestLog } from './fixtures/log-lines.ts';
import { rowsOf } from './fixtures/rows.ts';
import type { ReplayResult } from './outcome.ts';
import { replayLines } from './replay-lines.ts';
import { lockByDigest, markUsed } from './statements.ts';

describe.each(inject('databaseServers'))('replay on $kind $version', (server) => {
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

  function replay(lines: readonly LogLine[], isUnverifiedAccepted = false): Promise<ReplayResult> {
    return replayLines(pool, lines, { log: silentLog, isUnverifiedAccepted });
  }

  /** Outcomes in a word each; set-aside lines by their reason. */
  async function outcomesOf(...lines: LogLine[]): Promise<string[]> {
    const { outcomes, pending, stoppedBy } = await replay(lines);
    expect({ pending, stoppedBy }).toEqual({ pending: [], stoppedBy: null });
    return outcomes.map((one) => (one.outcome === 'set-aside' ? one.reason : one.outcome));
  }

  /** Replaying a log again changes nothing, whatever is in it. */
  async function expectNoChangeAgain(log: TestLog): Promise<void> {
    const before = await rowsOf(concert.connection);
    await replay(log.lines);
    expect(await rowsOf(concert.connection)).toEqual(before);
  }

  async function rowOf(sql: string, value: unknown): Promise<Record<string, unknown> | undefined> {
    const [rows] = await concert.connection.query(sql, [value]);
    return (rows as Record<string, unknown>[])[0];
  }
  const purchaseOf = (code: string) => rowOf('SELECT * FROM ticket_purchases WHERE qr_code = ?', code);
  const attemptOf = (line: LogLine) =>
    rowOf('SELECT * FROM scan_attempts WHERE attempt_id = ?', line.entry.attemptId);
  const conflictOf = async (code: string) =>
    rowOf('SELECT * FROM conflicts WHERE ticket_purchase_id = ?', (await purchaseOf(code))?.['id']);
  const sidesOf = async (code: string) =>
    concert.count('SELECT COUNT(*) n FROM conflict_sides WHERE conflict_id = ?', [
      (await conflictOf(code))?.['id'],
    ]);

  /** What the database recorded when it decided an attempt whose answer was lost. */
  async function recordLostAnswer(line: LogLine, verdict: string, code: string): Promise<void> {
    const { attemptId, gateId, concertId, doorTime } = line.entry;
    const purchase = await purchaseOf(code);
    await concert.connection.query(
      `INSERT INTO scan_attempts (attempt_id, ticket_purchase_id, concert_id, gate_id, verdict, decided_by, code_digest,
         door_time, duration_ms) VALUES (?, ?, ?, ?, ?, 'database', ?, ?, 5)`,
      [
        attemptId,
        purchase?.['id'] ?? null,
        concertId,
        gateId,
        verdict,
        createHash('sha256').update(code).digest(),
        new Date(doorTime),
      ],
    );
    if (verdict === 'admitted') {
      await concert.connection.query(
        "UPDATE ticket_purchases SET status = 'used', used_at = UTC_TIMESTAMP(3), used_gate_id = ? WHERE qr_code = ?",
        [gateId, code],
      );
    }
  }

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
    expect(await outcomesOf(line)).toEqual(['inserted']);
    const purchase = await purchaseOf('plain');
    expect(purchase).toMatchObject({
      status: 'used',
      used_at: new Date('2026-12-18T19:00:01.750Z'),
      used_gate_id: 'G1',
      used_by: "Who? Me? 'Ada' \\ end",
    });
    expect(await attemptOf(line)).toMatchObject({
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
    expect(await outcomesOf(line)).toEqual(['recognised']);
    await expectNoChangeAgain(log);
  });

  test('an attempt that the database had admitted is recognised, and nothing is written', async () => {
    await concert.addPurchases([{ code: 'committed' }]);
    const log = testLog('G1', concert.concertId);
    const line = log.attempt('committed');
    await recordLostAnswer(line, 'admitted', 'committed');
    const before = await rowsOf(concert.connection);
    expect(await outcomesOf(line)).toEqual(['recognised']);
    expect(await rowsOf(concert.connection)).toEqual(before);
  });

  test('what the door showed counts: a refusal whose answer was lost becomes the admission that it was', async () => {
    await concert.addPurchases([{ code: 'let in after all' }]);
    const log = testLog('G1', concert.concertId);
    const line = log.attempt('let in after all', { basis: 'lead', note: 'I know her' });
    await recordLostAnswer(line, 'not-open', 'let in after all');
    expect(await outcomesOf(line)).toEqual(['inserted']);
    expect(await attemptOf(line)).toMatchObject({
      verdict: 'admitted',
      decided_by: 'emergency',
      basis: 'lead',
      note: 'I know her',
      emergency_log_id: log.logId,
    });
    expect(await purchaseOf('let in after all')).toMatchObject({ status: 'used', used_gate_id: 'G1' });
    await expectNoChangeAgain(log);
  });

  test('an admission whose answer was lost and that the door refused is for a person to decide', async () => {
    await concert.addPurchases([{ code: 'left' }]);
    const log = testLog('G1', concert.concertId);
    const line = log.attempt('left', { verdict: 'already-admitted' });
    await recordLostAnswer(line, 'admitted', 'left');
    expect(await outcomesOf(line)).toEqual(['admitted-in-database']);
    expect(await attemptOf(line)).toMatchObject({ verdict: 'admitted', decided_by: 'database' });
    await expectNoChangeAgain(log);
  });

  test('one who was refused and then let in by the lead under the same attempt came in, in whatever order that is told', async () => {
    await concert.addPurchases([{ code: 'refused first' }, { code: 'let in first' }]);
    for (const code of ['refused first', 'let in first']) {
      const log = testLog('G1', concert.concertId);
      const refused = log.attempt(code, { verdict: 'not-open' });
      const { attemptId } = refused.entry;
      const letIn = log.attempt(code, { attemptId, basis: 'lead', note: 'Soundcheck' });
      const order = code === 'refused first' ? [refused, letIn] : [letIn, refused];
      await replay(order);
      expect(await attemptOf(letIn)).toMatchObject({
        verdict: 'admitted',
        note: 'Soundcheck',
        emergency_log_sequence: letIn.sequence,
      });
      await expectNoChangeAgain(log);
    }
    expect(await concert.count("SELECT COUNT(*) n FROM set_aside_lines WHERE gate_id = 'G1'")).toBe(1);
  });

  test('a refusal leaves its trace and touches nothing else', async () => {
    await concert.addPurchases([{ code: 'refused' }]);
    const log = testLog('G1', concert.concertId);
    const known = log.attempt('refused', { verdict: 'not-open', ticketPurchaseId: 1 });
    const unknown = log.attempt('nobody has this', { verdict: 'unknown-code' });
    expect(await outcomesOf(known, unknown)).toEqual(['inserted', 'inserted']);
    expect(await purchaseOf('refused')).toMatchObject({ status: 'valid' });
    expect(await attemptOf(unknown)).toMatchObject({ ticket_purchase_id: null, verdict: 'unknown-code' });
    await expectNoChangeAgain(log);
  });

  test('a ticket purchase that is gone or cancelled sets its line aside, whole, and the rest goes on', async () => {
    await concert.addPurchases([{ code: 'void', status: 'cancelled' }, { code: 'the rest' }]);
    const log = testLog('G2', concert.concertId);
    const lines = [
      log.attempt('never sold', { ticketPurchaseId: 4_000 }),
      log.attempt('void'),
      log.entry(987_654),
      log.attempt('the rest'),
    ];
    expect(await outcomesOf(...lines)).toEqual([
      'ticket-gone',
      'ticket-cancelled',
      'ticket-gone',
      'inserted',
    ]);
    expect(await rowOf('SELECT * FROM set_aside_lines WHERE emergency_log_id = ?', log.logId)).toMatchObject({
      emergency_log_sequence: 1,
      gate_id: 'G2',
      line: lines[0]?.text,
    });
    expect(await purchaseOf('void')).toMatchObject({ status: 'cancelled' });
    await expectNoChangeAgain(log);
  });

  test('what a lead let in without a ticket purchase goes in without one', async () => {
    const log = testLog('G2', concert.concertId);
    const unknown = log.attempt('no such code', { basis: 'lead', note: 'Paid in cash' });
    const entry = log.entry(null);
    expect(await outcomesOf(unknown, entry)).toEqual(['inserted', 'inserted']);
    expect(await attemptOf(entry)).toMatchObject({
      ticket_purchase_id: null,
      basis: 'manual',
      note: 'A guest without paper: On the list of the organiser',
      code_digest: createHash('sha256').update('').digest(),
    });
    await expectNoChangeAgain(log);
  });

  test('a ticket purchase that a lead named by its id is used, with a code or without', async () => {
    await concert.addPurchases([{ code: 'paper torn' }, { code: 'to lose its code' }, { code: '' }]);
    const ids = [(await purchaseOf('paper torn'))?.['id'], (await purchaseOf('to lose its code'))?.['id']];
    await concert.connection.query('UPDATE ticket_purchases SET qr_code = NULL WHERE id = ?', [ids[1]]);
    const log = testLog('G2', concert.concertId);
    expect(
      await outcomesOf(log.entry(Number(ids[0])), log.entry(Number(ids[1])), log.entry(Number(ids[1]))),
    ).toEqual(['inserted', 'inserted', 'conflict']);
    expect(
      await concert.count("SELECT COUNT(*) n FROM ticket_purchases WHERE id IN (?) AND status = 'used'", [
        ids,
      ]),
    ).toBe(2);
    // The digest of an entry is that of the empty text, and so is this one's code.
    expect(await purchaseOf('')).toMatchObject({ status: 'valid' });
    await expectNoChangeAgain(log);
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
    expect(await outcomesOf(lateLine)).toEqual(['inserted']);
    expect(await outcomesOf(earlyLine)).toEqual(['conflict']);
    expect(await conflictOf('copied')).toMatchObject({
      concert_id: concert.concertId,
      closed_at: null,
      version: 0,
    });
    expect(await sidesOf('copied')).toBe(2);
    expect(await purchaseOf('copied')).toMatchObject({
      used_at: new Date('2026-12-18T19:03:00.000Z'),
      used_gate_id: 'G2',
    });
    await expectNoChangeAgain(late);
    await expectNoChangeAgain(early);
  });

  test('an admission that meets the database’s own is a conflict between the two', async () => {
    await concert.addPurchases([{ code: 'online and off' }]);
    const online = testLog('G1', concert.concertId).attempt('online and off');
    await recordLostAnswer(online, 'admitted', 'online and off');
    const log = testLog('G2', concert.concertId);
    expect(
      await outcomesOf(
        log.attempt('online and off', { doorTime: '2026-01-01T00:00:00.000Z', clockOffsetMs: 0 }),
      ),
    ).toEqual(['conflict']);
    expect(await sidesOf('online and off')).toBe(2);
    expect(await purchaseOf('online and off')).toMatchObject({
      used_at: new Date('2026-01-01T00:00:00.000Z'),
      used_gate_id: 'G2',
    });
    await expectNoChangeAgain(log);
  });

  test('an admission that meets the web version’s is a conflict with a side that has no attempt', async () => {
    await concert.addPurchases([{ code: 'used there', status: 'used' }]);
    const log = testLog('G1', concert.concertId);
    expect(await outcomesOf(log.attempt('used there'), log.attempt('used there'))).toEqual([
      'conflict',
      'conflict',
    ]);
    expect(await sidesOf('used there')).toBe(3);
    expect(await conflictOf('used there')).toMatchObject({ version: 1 });
    await expectNoChangeAgain(log);
  });

  test('lines behind a break of the chain wait for somebody who accepts them', async () => {
    await concert.addPurchases([{ code: 'behind the break' }]);
    const log = testLog('G3', concert.concertId);
    const line = log.attempt('behind the break', { isVerified: false });
    expect(await outcomesOf(line)).toEqual(['chain-broken']);
    expect(await purchaseOf('behind the break')).toMatchObject({ status: 'valid' });
    expect(await replay(log.lines, true)).toMatchObject({ outcomes: [{ outcome: 'inserted' }] });
    expect(await outcomesOf(line)).toEqual(['recognised']);
    await expectNoChangeAgain(log);
  });

  test('an attempt id that the database knows with another code sets the line aside', async () => {
    await concert.addPurchases([{ code: 'one code' }, { code: 'another code' }]);
    const log = testLog('G3', concert.concertId);
    const one = log.attempt('one code');
    const other = log.attempt('another code', { attemptId: one.entry.attemptId });
    expect(await outcomesOf(one, other)).toEqual(['inserted', 'attempt-id-reused']);
    expect(await purchaseOf('another code')).toMatchObject({ status: 'valid' });
    await expectNoChangeAgain(log);
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
    const result = await replayLines(pool, log.lines, {
      log: silentLog,
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
    await expectNoChangeAgain(log);
  });

  test('a ticket purchase with a value that nobody knows sets its own line aside only', async () => {
    await concert.addPurchases([{ code: 'odd' }, { code: 'even' }]);
    await concert.connection.query(
      "ALTER TABLE ticket_purchases MODIFY status ENUM('valid','used','cancelled','lost') NOT NULL DEFAULT 'valid'",
    );
    await concert.connection.query("UPDATE ticket_purchases SET status = 'lost' WHERE qr_code = 'odd'");
    const log = testLog('G5', concert.concertId);
    expect(await outcomesOf(log.attempt('odd'), log.attempt('even'))).toEqual(['bad-data', 'inserted']);
    await concert.connection.query("UPDATE ticket_purchases SET status = 'valid' WHERE qr_code = 'odd'");
    expect(await outcomesOf(...log.lines)).toEqual(['inserted', 'recognised']);
  });

  test('somebody who holds a ticket purchase makes its line wait, and no other', async () => {
    await concert.addPurchases([{ code: 'held' }, { code: 'free' }]);
    const log = testLog('G5', concert.concertId);
    log.attempt('held');
    log.attempt('free');
    await concert.connection.query('START TRANSACTION');
    await concert.connection.query("SELECT id FROM ticket_purchases WHERE qr_code = 'held' FOR UPDATE");
    const result = await replay(log.lines);
    await concert.connection.query('ROLLBACK');
    expect(result).toMatchObject({
      outcomes: [{ outcome: 'inserted', line: { sequence: 2 } }],
      pending: [{ sequence: 1 }],
      stoppedBy: null,
    });
    expect(await outcomesOf(...log.lines)).toEqual(['inserted', 'recognised']);
  });

  test('stopped between two transactions it keeps what is in and names what is not', async () => {
    const codes = Array.from({ length: 450 }, (_, at) => `stopped ${at}`);
    await concert.addPurchases(codes.map((code) => ({ code })));
    const log = testLog('G6', concert.concertId);
    for (const code of codes) log.attempt(code);
    const stop = new AbortController();
    const result = await replayLines(pool, log.lines, {
      log: silentLog,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(result.stoppedBy).toBe('aborted');
    expect(result.outcomes).toHaveLength(200);
    expect(result.pending).toEqual(log.lines.slice(200));
    await replay(result.pending);
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
