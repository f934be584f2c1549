import path from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { openSessionPool } from '#main/database/session-pool.ts';
import { readLogs } from '#main/emergency/log/read-logs.ts';
import { closeSetAside } from '#main/emergency/replay/close-set-aside.ts';
import { listSetAside } from '#main/emergency/replay/set-aside.ts';
import { replayLines } from '#main/emergency/replay/replay-lines.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { openTestLaptop, scan, type TestLaptop } from './fixtures/test-laptop.ts';
import type { Gate } from './gate.ts';

describe.each(inject('databaseServers'))('a line that was set aside on $kind $version', (server) => {
  let concert: ScratchConcert;
  let laptop: TestLaptop;

  beforeEach(async () => {
    concert = await createScratchConcert(server);
    await concert.addPurchases([{ code: 'restored' }, { code: 'gone for good' }]);
    laptop = await openTestLaptop(concert.url);
  });
  afterEach(async () => {
    await laptop.close();
    await concert.drop();
  });

  const online = (gate: Gate, setAsideLines: number) =>
    expect
      .poll(() => gate.state(), { timeout: 25_000, interval: 50 })
      .toMatchObject({
        connection: { state: 'online' },
        emergency: { pendingLines: 0, setAsideLines, snapshot: { isComplete: true } },
      });

  /** Lets two people in without the database, where both tickets have been cancelled when it is back. */
  async function openWithTwoSetAside(): Promise<Gate> {
    const gate = laptop.open();
    await online(gate, 0);
    laptop.pullTheCable();
    for (const code of ['restored', 'gone for good']) {
      expect(await scan(gate, code)).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    }
    await concert.connection.query("UPDATE ticket_purchases SET status = 'cancelled'");
    laptop.plugIn();
    await online(gate, 2);
    return gate;
  }

  /** What a person does with the log's files on any laptop, once one of the tickets is valid again. */
  async function restoreAndReplay(): Promise<void> {
    await concert.connection.query("UPDATE ticket_purchases SET status = 'valid' WHERE qr_code = 'restored'");
    const readings = await readLogs([path.join(laptop.folder, 'emergency-log')]);
    const pool = openSessionPool({ url: concert.url, log: silentLog });
    const { outcomes } = await replayLines(
      pool,
      readings.flatMap(({ lines }) => lines),
      { log: silentLog },
    );
    await pool.close();
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['inserted', 'set-aside']);
  }

  test('is not counted any more by its gate when somebody has put it in, and the others still are', async () => {
    const gate = await openWithTwoSetAside();
    await restoreAndReplay();
    await online(gate, 1);
    expect(gate.setAside()).toMatchObject([
      { line: { entry: { operator: 'Ada' } }, reason: 'ticket-cancelled' },
    ]);
    expect(await scan(gate, 'restored')).toMatchObject({
      verdict: 'already-admitted',
      decidedBy: 'database',
    });
    expect(await concert.count('SELECT COUNT(*) n FROM conflicts')).toBe(0);
  }, 60_000);

  /** What a person does who has looked into all that is set aside. */
  async function closeAll(): Promise<void> {
    const pool = openSessionPool({ url: concert.url, log: silentLog });
    const closing = { closedBy: 'Mia Example', why: 'the guests were asked', now: new Date() };
    for (const { setAsideId } of await listSetAside(pool, null)) {
      const closed = await closeSetAside(pool, { ...closing, setAsideId }, silentLog);
      expect(closed.outcome).toBe('closed');
    }
    await pool.close();
  }

  test('waits at its gate for nobody when a person has closed it, after a restart too, and is not in the database', async () => {
    const gate = await openWithTwoSetAside();
    await closeAll();
    await online(gate, 0);
    const statesOf = (one: Gate): unknown =>
      one
        .emergencyLog()
        ?.lines()
        .map((line) => one.stateOfLine(line));
    const closed = { state: 'closed', reason: 'ticket-cancelled' };
    expect(statesOf(gate)).toEqual([closed, closed]);
    await laptop.closeGates();
    // Known without the database now.
    laptop.network.onClientData = () => 'cut-before-sending';
    const cutOff = laptop.open();
    await expect.poll(() => statesOf(cutOff), { timeout: 15_000 }).toEqual([closed, closed]);
    expect(await concert.count("SELECT COUNT(*) n FROM scan_attempts WHERE verdict = 'admitted'")).toBe(0);
  }, 60_000);

  test('is known to have gone in by a gate that was closed meanwhile, after a restart too', async () => {
    await openWithTwoSetAside();
    await laptop.closeGates();
    await restoreAndReplay();
    const gate = laptop.open();
    await online(gate, 1);
    await laptop.closeGates();
    // Known without the database now.
    laptop.network.onClientData = () => 'cut-before-sending';
    const cutOff = laptop.open();
    await expect.poll(() => cutOff.setAside().length, { timeout: 15_000 }).toBe(1);
  }, 60_000);
});
