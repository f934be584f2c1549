import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { type Fault, type FaultProxy, startFaultProxy } from '../../../../tools/faults/fault-proxy.ts';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../../tools/practice/silent-log.ts';
import type { LogLine } from '../log/log-reading.ts';
import { testLog } from './fixtures/log-lines.ts';
import { forgetAll, rowsOf } from './fixtures/rows.ts';
import { replayLines } from './replay-lines.ts';

/** Short, so that a frozen network is soon noticed. */
const LIMITS = { connections: 2, queue: 4, connectMs: 1_000, statementMs: 1_000 };
const FAULTS: readonly Fault[] = ['swallow-reply', 'cut-after-sending', 'cut-before-sending', 'freeze'];

describe.each(inject('databaseServers'))('replay over a bad network to $kind $version', (server) => {
  let concert: ScratchConcert;
  let proxy: FaultProxy;
  let pool: SessionPool;
  let lines: readonly LogLine[];
  let undisturbed: Record<string, unknown[]>;

  beforeAll(async () => {
    concert = await createScratchConcert(server);
    const codes = Array.from({ length: 60 }, (_, at) => `code ${at}`);
    await concert.addPurchases(codes.map((code) => ({ code })));
    const logs = [testLog('G1', concert.concertId), testLog('G2', concert.concertId)];
    for (const [at, code] of codes.entries()) {
      logs[at % 2]?.attempt(code);
      if (at % 5 === 0) logs[(at + 1) % 2]?.attempt(code);
      if (at % 7 === 0) logs[0]?.attempt(`unknown ${at}`, { verdict: 'unknown-code' });
      if (at % 11 === 0) logs[1]?.attempt(`gone ${at}`, { ticketPurchaseId: at + 1 });
    }
    lines = logs.flatMap((log) => log.lines);
    proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(concert.url).port) });
    pool = openSessionPool({ url: proxy.through(concert.url), log: silentLog, limits: LIMITS });
    await replayLines(pool, lines, { log: silentLog });
    undisturbed = await rowsOf(concert.connection);
    expect(undisturbed['conflicts']).toHaveLength(12);
  });
  beforeEach(async () => {
    await forgetAll(concert.connection);
  });
  afterAll(async () => {
    await pool.close();
    await proxy.close();
    await concert.drop();
  });

  /** Replays until nothing is pending, as a gate does; returns how often it took. */
  async function replayUntilDone(): Promise<number> {
    let left: readonly LogLine[] = lines;
    for (let times = 1; ; times += 1) {
      const { pending } = await replayLines(pool, left, { log: silentLog });
      if (pending.length === 0) return times;
      left = pending;
    }
  }

  test.each(FAULTS)('%s at every statement in turn: the same rows', async (fault) => {
    let injected = 0;
    for (const wanted of ['for update', 'conflict_sides', 'insert into', 'COMMIT']) {
      for (let nth = 1; nth <= 2; nth += 1) {
        await forgetAll(concert.connection);
        let seen = 0;
        proxy.onClientData = (text) => {
          if (!new RegExp(wanted, 'u').test(text)) return 'pass';
          seen += 1;
          return seen === nth ? fault : 'pass';
        };
        const before = proxy.faults;
        await replayUntilDone();
        injected += proxy.faults - before;
        proxy.onClientData = () => 'pass';
        expect(await rowsOf(concert.connection)).toEqual(undisturbed);
      }
    }
    expect(injected).toBeGreaterThan(4);
  });

  test('with every fifth statement lost one way or another it gets there in the end: the same rows', async () => {
    let talk = 0;
    proxy.onClientData = (text) => {
      if (!/for update|COMMIT/u.test(text)) return 'pass';
      talk += 1;
      return talk % 5 === 2 ? (FAULTS[((talk - 2) / 5) % FAULTS.length] ?? 'pass') : 'pass';
    };
    const before = proxy.faults;
    await replayUntilDone();
    proxy.onClientData = () => 'pass';
    expect(proxy.faults - before).toBeGreaterThan(3);
    expect(await rowsOf(concert.connection)).toEqual(undisturbed);
  });

  test('with the database away it stops at once, says why, and everything is pending', async () => {
    const away = openSessionPool({ url: concert.url.replace(/:\d+\//u, ':1/'), log: silentLog });
    expect(await replayLines(away, lines, { log: silentLog })).toEqual({
      outcomes: [],
      pending: lines,
      stoppedBy: 'database-unreachable',
    });
    await away.close();
  });

  test('a database that turned read-only sets no line aside', async () => {
    await concert.connection.query('SET GLOBAL read_only = ON');
    try {
      expect(await replayLines(pool, lines, { log: silentLog })).toMatchObject({
        outcomes: [],
        stoppedBy: 'read-only',
      });
    } finally {
      await concert.connection.query('SET GLOBAL read_only = OFF');
    }
    await replayUntilDone();
    expect(await rowsOf(concert.connection)).toEqual(undisturbed);
  });
});
