import { createHash } from 'node:crypto';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import type { Answer } from '#shared/attempt.ts';
import { settingsSchema } from '#shared/settings.ts';
import { openSessionPool } from '#main/database/session-pool.ts';
import { untilLockWait } from '../../../tools/practice/lock-wait.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { beatOnce } from './beat.ts';
import { createBeatReport } from './beat-report.ts';
import { attemptAt, openTestLaptop, scan, type TestLaptop } from './fixtures/test-laptop.ts';
import { createGateClock } from './gate-clock.ts';
import { PROGRAM_VERSION } from './program-version.ts';
import { createTally } from './tally.ts';

/** The report of a gate on a laptop whose clock is measured like this, that has copied in the future and answers slowly. */
function oddReport(measured: { readonly offsetMs: number; readonly uncertaintyMs: number }) {
  const clock = createGateClock();
  const tally = createTally(clock);
  tally.noteAnswer({ verdict: 'cancelled', decidedBy: 'database', durationMs: 1e12 } as Answer);
  const takenAt = new Date(Date.now() + 1e12);
  return createBeatReport({
    settings: settingsSchema.parse({ gate: { id: 'G4' } }),
    clock: { ...clock, measurement: () => measured },
    logs: { report: () => ({ pendingLines: 0, setAsideLines: 0, lastLogId: null, lastLogSequence: null }) },
    snapshot: {
      state: () => ({ takenAt, isComplete: true, isInDoubt: false, ticketPurchases: 1, unclearRows: 0 }),
    },
    watch: { concert: () => null },
    laptop: { power: () => null, freeDiskBytes: () => null },
    tally,
    camera: () => null,
  });
}

describe.each(inject('databaseServers'))('what a gate says of itself on $kind $version', (server) => {
  let concert: ScratchConcert;
  let laptop: TestLaptop;

  beforeAll(async () => {
    concert = await createScratchConcert(server);
    laptop = await openTestLaptop(concert.url, {
      settings: { snapshotOldAfterMs: 77_000 },
      findPower: () => 'battery',
    });
  });
  afterAll(async () => {
    await laptop.close();
    await concert.drop();
  });
  afterEach(async () => {
    laptop.plugIn();
    await laptop.closeGates();
  });

  async function rowsOf(table: 'gate_states' | 'gate_outages', gateId: string): Promise<RowDataPacket[]> {
    const [rows] = await concert.connection.query<RowDataPacket[]>(
      `SELECT *, UTC_TIMESTAMP(3) AS server_now FROM ${table} WHERE gate_id = ?`,
      [gateId],
    );
    return rows;
  }
  const msOf = (row: RowDataPacket | undefined, column: string): number => {
    const value: unknown = row?.[column];
    return value instanceof Date ? value.getTime() : Number.NaN;
  };
  const stateOf = async (gateId: string) => (await rowsOf('gate_states', gateId))[0];

  test('a quiet gate writes its row and nothing else, in two round trips a beat', async () => {
    await laptop.openCopied({ gateId: 'G1' });
    const trips: string[] = [];
    laptop.network.onClientData = (text) => {
      if (/\b(insert|update|delete|replace) |UNIX_TIMESTAMP/iu.test(text)) trips.push(text);
      return 'pass';
    };
    const beats = (): number => trips.filter((text) => text.includes('`gate_states`')).length;
    await expect.poll(beats, { timeout: 30_000 }).toBeGreaterThan(0);
    const sent = trips.slice(0, 2);
    expect(sent.map((text) => /`gate_states`|UNIX_TIMESTAMP/u.exec(text)?.[0])).toEqual([
      'UNIX_TIMESTAMP',
      '`gate_states`',
    ]);
    expect(trips.filter((text) => !/`gate_states`|UNIX_TIMESTAMP/u.test(text))).toEqual([]);
    expect(await concert.count('SELECT COUNT(*) n FROM gate_outages')).toBe(0);
  });

  test('its row tells how it is, what it has answered, and what went wrong on the way', async () => {
    const held = Array.from({ length: 30 }, (_, at) => `held ${at}`);
    await concert.addPurchases([
      { code: 'first' },
      { code: 'void', status: 'cancelled' },
      ...held.map((code) => ({ code })),
    ]);
    const gate = await laptop.openCopied({ gateId: 'G2' });
    gate.noteCamera('reading');
    gate.noteCamera('failed');
    expect(await scan(gate, 'first')).toMatchObject({ verdict: 'admitted' });
    expect(await scan(gate, 'void')).toMatchObject({ verdict: 'cancelled' });
    const other = await createConnection({ uri: concert.adminUrl });
    try {
      await other.query('START TRANSACTION');
      await other.query("SELECT id FROM ticket_purchases WHERE qr_code LIKE 'held %' FOR UPDATE");
      const lockWaits = async (): Promise<number> => {
        // Undecided, and so the gate beats at once. A machine under load may take the wait for an outage: the next code, then.
        await scan(gate, held.pop() ?? '');
        return Number((await stateOf('G2'))?.['lock_waits']);
      };
      await expect.poll(lockWaits, { timeout: 60_000, interval: 10 }).toBeGreaterThan(0);
      await other.query('ROLLBACK');
    } finally {
      await other.end();
    }
    await expect
      .poll(() => stateOf('G2'), { timeout: 15_000 })
      .toMatchObject({
        program_version: PROGRAM_VERSION,
        operator: 'Ada',
        concert_id: concert.concertId,
        pending_lines: 0,
        set_aside_lines: 0,
        is_snapshot_complete: 1,
        camera: 'failed',
        power: 'battery',
        closed_at: null,
      });
    const row = await stateOf('G2');
    const number = (column: string): number => Number(row?.[column]);
    const timeMs = (column: string): number => msOf(row, column);
    expect(number('attempts')).toBeGreaterThanOrEqual(3);
    expect(number('undecided')).toBeGreaterThan(0);
    expect(number('retries')).toBeGreaterThan(0);
    expect(number('recent_p95_ms')).toBeGreaterThan(500);
    expect(number('recent_median_ms')).toBeLessThanOrEqual(number('recent_p95_ms'));
    expect(number('free_disk_bytes')).toBeGreaterThan(1_000_000);
    expect(number('snapshot_age_ms')).toBeLessThan(60_000);
    expect(number('clock_uncertainty_ms')).toBeGreaterThan(0);
    expect(JSON.parse(String(row?.['common_settings']))).toMatchObject({ snapshotOldAfterMs: 77_000 });
    expect(timeMs('started_at')).toBeLessThan(timeMs('last_attempt_at'));
    expect(Math.abs(timeMs('server_now') - timeMs('last_attempt_at'))).toBeLessThan(60_000);
  });

  test('its row counts the deadlocks that a try of its has lost', async () => {
    const codes = Array.from({ length: 30 }, (_, at) => `contended ${at}`);
    await concert.addPurchases(codes.map((code) => ({ code })));
    const gate = await laptop.openCopied({ gateId: 'G6' });
    const other = await createConnection({ uri: concert.adminUrl });
    /** Somebody holds the attempt's key and then wants the ticket; the admission comes the other way round, and is the lighter. */
    async function collide(code: string): Promise<void> {
      const attemptId = newAttemptId();
      const digest = createHash('sha256').update(code, 'utf8').digest();
      await other.query('START TRANSACTION');
      await other.query(
        `INSERT INTO scan_attempts (attempt_id, gate_id, verdict, decided_by, code_digest, door_time, duration_ms)
         VALUES (?, 'G9', 'unknown-code', 'database', ?, UTC_TIMESTAMP(3), 1)`,
        [attemptId, digest],
      );
      await other.query("INSERT INTO gates (id) VALUES ('X1'), ('X2'), ('X3'), ('X4')");
      const submitted = gate.submit(attemptAt(code, attemptId));
      await untilLockWait(concert);
      await other.query('SELECT id FROM ticket_purchases WHERE qr_code_digest = ? FOR UPDATE', [digest]);
      await other.query('ROLLBACK');
      gate.noteShown((await submitted).attemptId);
    }
    const counted = async (column: string) => Number((await stateOf('G6'))?.[column]);
    let collisions = 0;
    async function collideOnceMore(): Promise<number> {
      await collide(codes.pop() ?? '');
      collisions += 1;
      await expect.poll(() => counted('attempts'), { timeout: 15_000 }).toBe(collisions);
      return await counted('deadlocks');
    }
    try {
      // On a machine under load the wait may be given up before the deadlock is there: once more, then.
      await expect.poll(collideOnceMore, { timeout: 60_000, interval: 10 }).toBeGreaterThan(0);
    } finally {
      await other.end();
    }
  });

  test('closing in good order is on record, until it is started again and counts from nothing', async () => {
    const gate = await laptop.openCopied({ gateId: 'G3' });
    await scan(gate, 'nobody has this one');
    await laptop.closeGates();
    const closed = await stateOf('G3');
    expect(closed).toMatchObject({ attempts: 1, closed_at: expect.any(Date) as Date });
    await laptop.openCopied({ gateId: 'G3' });
    await expect.poll(() => stateOf('G3'), { timeout: 15_000 }).toMatchObject({ closed_at: null });
    const again = await stateOf('G3');
    expect(again).toMatchObject({ attempts: 0, last_attempt_at: null });
    expect(msOf(again, 'started_at')).toBeGreaterThan(msOf(closed, 'started_at'));
    // Killed, it would have said nothing: silence without good-bye is what the monitor looks for.
    expect(Number(again?.['beat'])).toBeGreaterThan(Number(closed?.['beat']));
  });

  test('no number that a laptop may come to makes the database refuse its beat: that would look like an outage', async () => {
    const pool = openSessionPool({ url: concert.url, log: silentLog });
    try {
      // A battery of the clock that is empty: the laptop believes in another decade, before and after.
      for (const offsetMs of [1e12, -1e12]) {
        const report = oddReport({ offsetMs, uncertaintyMs: 1e12 });
        await beatOnce(pool, 'G4', () => report(false));
        expect(await stateOf('G4')).toMatchObject({
          clock_offset_ms: Math.sign(offsetMs) * (2 ** 31 - 1),
          clock_uncertainty_ms: 2 ** 32 - 1,
          recent_p95_ms: 2 ** 32 - 1,
          snapshot_age_ms: 0,
        });
      }
    } finally {
      await pool.close();
    }
  });

  test('an outage is one row from its first moment to its last, though the program was started again in it', async () => {
    await concert.addPurchases([{ code: 'own 1' }, { code: 'own 2' }, { code: 'after' }]);
    const gate = await laptop.openCopied({ gateId: 'G5' });
    laptop.pullTheCable();
    const from = (await concert.connection.query<RowDataPacket[]>('SELECT UTC_TIMESTAMP(3) AS at'))[0][0];
    expect(await scan(gate, 'own 1')).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    expect(await scan(gate, 'nobody has this one')).toMatchObject({ decidedBy: 'emergency' });
    await laptop.closeGates();
    const restarted = laptop.open({ gateId: 'G5' });
    await expect.poll(() => restarted.state().connection.state, { timeout: 15_000 }).toBe('on-its-own');
    expect(await scan(restarted, 'own 2')).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    expect(await rowsOf('gate_outages', 'G5')).toEqual([]);
    laptop.plugIn();
    await expect.poll(() => rowsOf('gate_outages', 'G5'), { timeout: 30_000 }).toHaveLength(1);
    expect(
      await concert.count(
        "SELECT COUNT(*) n FROM scan_attempts WHERE gate_id = 'G5' AND decided_by = 'emergency'",
      ),
    ).toBe(3);
    const [row] = await rowsOf('gate_outages', 'G5');
    expect(row).toMatchObject({
      concert_id: concert.concertId,
      cause: 'database-unreachable',
      decided: 3,
      admitted: 2,
    });
    const began = msOf(row, 'began_at');
    expect(Math.abs(began - msOf(from, 'at'))).toBeLessThan(10_000);
    expect(msOf(row, 'ended_at')).toBeGreaterThan(began);
    await laptop.closeGates();
    const next = await laptop.openCopied({ gateId: 'G5' });
    expect(await scan(next, 'after')).toMatchObject({ decidedBy: 'database' });
    await laptop.closeGates();
    expect(await rowsOf('gate_outages', 'G5')).toHaveLength(1);
  });
});
