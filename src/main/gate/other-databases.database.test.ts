import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { openSessionPool } from '#main/database/session-pool.ts';
import { readLogs } from '#main/emergency/log/read-logs.ts';
import { replayLines } from '#main/emergency/replay/replay-lines.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { openTestLaptop, scan, type TestLaptop } from './fixtures/test-laptop.ts';

describe.each(inject('databaseServers'))('a laptop that was rehearsed with, on $kind $version', (server) => {
  let rehearsal: ScratchConcert;
  let real: ScratchConcert;
  let laptop: TestLaptop;
  /** The rehearsal's database as the laptop knows it: over the cable. */
  let rehearsalUrl: string;

  beforeEach(async () => {
    rehearsal = await createScratchConcert(server);
    real = await createScratchConcert(server);
    for (const concert of [rehearsal, real]) await concert.addPurchases([{ code: 'same code' }]);
    // The very case: gate and concert are called the same.
    expect(rehearsal.concertId).toBe(real.concertId);
    laptop = await openTestLaptop(rehearsal.url);
    rehearsalUrl = laptop.network.through(rehearsal.url);
  });
  afterEach(async () => {
    await laptop.close();
    await rehearsal.drop();
    await real.drop();
  });

  /** Lets somebody in while the rehearsal's server is away, and leaves the line pending. */
  async function rehearseAnOutage(isPractice: boolean): Promise<void> {
    const gate = await laptop.openCopied({ isPractice });
    laptop.pullTheCable();
    const answer = await scan(gate, 'same code');
    expect(answer).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    await laptop.closeGates();
  }

  test.each([
    ['in practice', true],
    ['on another database', false],
  ])(
    '%s admits its guest at the concert, and puts no line of then into the books',
    async (_what, isPractice) => {
      await rehearseAnOutage(isPractice);
      const gate = await laptop.openCopied({ databaseUrl: real.url });
      await expect
        .poll(() => gate.state().emergency, { timeout: 15_000 })
        .toMatchObject({ pendingLines: 0, setAsideLines: isPractice ? 0 : 1 });
      expect(await scan(gate, 'same code')).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
      await laptop.closeGates();
      expect(await real.count('SELECT COUNT(*) n FROM scan_attempts')).toBe(1);
      expect(await real.count("SELECT COUNT(*) n FROM scan_attempts WHERE decided_by = 'emergency'")).toBe(0);
      expect(await real.count('SELECT COUNT(*) n FROM conflicts')).toBe(0);
    },
  );

  test('on a database that was restored without its identity finds its concert, and draws one', async () => {
    await real.connection.query('DELETE FROM database_identity');
    const gate = await laptop.openCopied({ databaseUrl: real.url });
    expect(await scan(gate, 'same code')).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
    expect(await real.count('SELECT COUNT(*) n FROM database_identity')).toBe(1);
  }, 60_000);

  test('in practice keeps nothing where the concert’s files are', async () => {
    await rehearseAnOutage(true);
    expect(readdirSync(laptop.folder)).toEqual(['practice']);
    expect(readdirSync(path.join(laptop.folder, 'practice')).toSorted()).toEqual([
      'emergency-log',
      'gates',
      'snapshot-key',
    ]);
  }, 60_000);

  test.each(['another host', 'the same host, spelled otherwise'])(
    'on the same database under another address (%s) goes on as if nothing had happened',
    async (kind) => {
      await rehearseAnOutage(false);
      const url = kind === 'another host' ? rehearsal.url : rehearsalUrl;
      const elsewhere = kind === 'another host' ? url : url.replace('127.0.0.1', 'localhost');
      expect(elsewhere).not.toBe(rehearsalUrl);
      // Still cut off: what was let in here counts, and the snapshot is there.
      if (kind !== 'another host') {
        const cutOff = laptop.open({ databaseUrl: elsewhere });
        await expect
          .poll(() => cutOff.state().connection, { timeout: 15_000 })
          .toMatchObject({ state: 'on-its-own' });
        expect(await scan(cutOff, 'same code')).toMatchObject({ verdict: 'already-admitted' });
        await laptop.closeGates();
      }
      laptop.plugIn();
      const gate = await laptop.openCopied({ databaseUrl: elsewhere });
      await expect.poll(() => gate.state().emergency.pendingLines, { timeout: 15_000 }).toBe(0);
      expect(gate.findings()).toEqual([]);
      expect(await rehearsal.count("SELECT COUNT(*) n FROM ticket_purchases WHERE status = 'used'")).toBe(1);
      expect(await scan(gate, 'same code')).toMatchObject({ verdict: 'already-admitted' });
      expect(await rehearsal.count('SELECT COUNT(*) n FROM conflicts')).toBe(0);
    },
    60_000,
  );

  test('on another database shows what it keeps back: counted as set aside, with the reason, and in the gate’s row', async () => {
    await rehearseAnOutage(false);
    const gate = await laptop.openCopied({ databaseUrl: real.url });
    await expect
      .poll(() => gate.state().emergency, { timeout: 15_000 })
      .toMatchObject({ pendingLines: 0, setAsideLines: 1 });
    expect(gate.setAside()).toMatchObject([
      { reason: expect.stringContaining('another database') as unknown },
    ]);
    expect(gate.findings()).toEqual([
      expect.stringMatching(/1 of .*“admit-one log replay --other-database”/u),
    ]);
    await expect
      .poll(() => real.count('SELECT set_aside_lines - pending_lines n FROM gate_states'), {
        timeout: 15_000,
      })
      .toBe(1);
    const readings = await readLogs([path.join(laptop.folder, 'emergency-log')]);
    const pool = openSessionPool({ url: real.url, log: silentLog });
    const lines = readings.flatMap((reading) => reading.lines);
    expect(await replayLines(pool, lines, { log: silentLog })).toMatchObject({ stoppedBy: null });
    await pool.close();
    await expect.poll(() => gate.findings(), { timeout: 20_000 }).toEqual([]);
    // The state is told anew after the lines were noted: a moment later than the findings, which are read as they are.
    await expect.poll(() => gate.state().emergency.setAsideLines, { timeout: 5_000 }).toBe(0);
  }, 60_000);

  test('and started in an outage with another address counts what it let in before', async () => {
    await rehearseAnOutage(false);
    const gate = laptop.open({ databaseUrl: laptop.network.through(real.url) });
    await expect
      .poll(() => gate.state().connection, { timeout: 15_000 })
      .toMatchObject({ state: 'on-its-own' });
    expect(await scan(gate, 'same code')).toMatchObject({ verdict: 'already-admitted' });
    // It turns out to be another database: those two lines are not of its books.
    laptop.plugIn();
    await expect
      .poll(() => gate.state().emergency, { timeout: 20_000 })
      .toMatchObject({
        pendingLines: 0,
        setAsideLines: 2,
        snapshot: { isComplete: true },
      });
    expect(await scan(gate, 'same code')).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
    expect(await real.count("SELECT COUNT(*) n FROM scan_attempts WHERE decided_by = 'emergency'")).toBe(0);
  }, 60_000);

  test('on another database catches up with that one when it is set up again', async () => {
    await rehearseAnOutage(false);
    await laptop.openCopied({ databaseUrl: real.url });
    await laptop.closeGates();
    laptop.plugIn();
    const gate = await laptop.openCopied();
    expect(gate.findings()).toEqual([]);
    await expect
      .poll(() => rehearsal.count("SELECT COUNT(*) n FROM scan_attempts WHERE decided_by = 'emergency'"), {
        timeout: 15_000,
      })
      .toBe(1);
  }, 60_000);
});
