import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepingLog, silentLog } from '../../../tools/practice/silent-log.ts';
import type { Away } from './breaker.ts';
import { createOutages } from './outages.ts';
import type { EndedOutage } from './outages-file.ts';

const NIGHT_MS = Date.parse('2026-06-01T19:30:00.000Z');
const MINUTE_MS = 60_000;

describe('a gate’s outages', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-outages-file-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = () => path.join(folder, 'outages.json');

  /** A night whose clock, database and log the test sets; the process may be killed and started again on the same folder. */
  function beginNight() {
    const world = {
      nowMs: NIGHT_MS,
      away: null as Away | null,
      hasProbed: true,
      pending: 0,
      isConfirmed: true,
      databaseId: 'the database' as string | null,
      concertId: 7 as number | null,
      refusesWrites: false,
    };
    const written: EndedOutage[] = [];
    function start(log = silentLog) {
      const outages = createOutages({
        folder,
        breaker: { away: () => world.away, hasProbed: () => world.hasProbed },
        clock: {
          measurement: () => ({ offsetMs: 0, uncertaintyMs: 1 }),
          serverNow: () => new Date(world.nowMs),
        },
        logs: {
          pending: () => Array.from({ length: world.pending }, () => ({}) as never),
          isDatabaseConfirmed: () => world.isConfirmed,
          databaseId: () => world.databaseId,
        },
        concertId: () => world.concertId,
        write: async (ended) => {
          if (world.refusesWrites) throw new Error('not now');
          written.push(...ended);
        },
        log,
      });
      return {
        ...outages,
        /** The database goes away, and a beat sees it. */
        goAway(cause: Away['cause'] = 'database-unreachable') {
          world.away = { cause, since: new Date(world.nowMs) };
          outages.look();
        },
        /** After so long it is back, and a beat sees it. */
        comeBack(afterMs = 0) {
          world.nowMs += afterMs;
          world.away = null;
          outages.look();
        },
      };
    }
    return { world, written, start, at: (ms: number) => new Date(ms).toISOString() };
  }

  test('is one row: from the first moment to the last, with its first cause and what was decided meanwhile', async () => {
    const { world, written, start, at } = beginNight();
    const outages = start();
    outages.goAway('no-answer-in-time');
    outages.beginDecision()(true);
    outages.beginDecision()(false);
    world.nowMs += MINUTE_MS;
    outages.goAway('database-unreachable');
    outages.comeBack(MINUTE_MS);
    await expect.poll(() => written).toHaveLength(1);
    expect(written[0]).toMatchObject({
      beganAt: at(NIGHT_MS),
      endedAt: at(NIGHT_MS + 2 * MINUTE_MS),
      cause: 'no-answer-in-time',
      concertId: 7,
      decided: 2,
      admitted: 1,
    });
    await outages.close();
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ open: null, ended: [] });
  });

  test('waits until the lines are in, and until the database has said who it is', async () => {
    const { world, written, start } = beginNight();
    const outages = start();
    outages.goAway();
    outages.beginDecision()(true);
    world.pending = 1;
    outages.comeBack();
    await outages.close();
    expect(written).toEqual([]);
    world.pending = 0;
    world.isConfirmed = false;
    outages.look();
    await outages.close();
    expect(written).toEqual([]);
    world.isConfirmed = true;
    outages.look();
    await expect.poll(() => written).toHaveLength(1);
  });

  test('that nobody noticed leaves no row, and a quiet night no file', async () => {
    const { written, start } = beginNight();
    const outages = start();
    for (let beats = 0; beats < 5; beats += 1) outages.look();
    await outages.close();
    expect(() => readFileSync(file())).toThrow('ENOENT');
    outages.goAway();
    outages.comeBack(4_000);
    await outages.close();
    expect(written).toEqual([]);
  });

  test('goes on in the next process, however the first one ended', async () => {
    const { world, written, start, at } = beginNight();
    const killed = start();
    killed.goAway();
    killed.beginDecision()(true);
    await expect.poll(() => readFileSync(file(), 'utf8')).toContain('"admitted":1');
    // Nothing is said of it before the first beat.
    world.nowMs += MINUTE_MS;
    world.away = null;
    world.hasProbed = false;
    const next = start();
    next.look();
    world.hasProbed = true;
    next.goAway();
    next.beginDecision()(true);
    next.comeBack(MINUTE_MS);
    await expect.poll(() => written).toHaveLength(1);
    expect(written[0]).toMatchObject({
      beganAt: at(NIGHT_MS),
      endedAt: at(NIGHT_MS + 2 * MINUTE_MS),
      decided: 2,
    });
  });

  test('that was over before the next process began ended when it was last seen', async () => {
    const { world, written, start, at } = beginNight();
    const first = start();
    first.goAway();
    world.nowMs += MINUTE_MS;
    await first.close();
    start().comeBack(5 * MINUTE_MS);
    await expect.poll(() => written).toHaveLength(1);
    expect(written[0]).toMatchObject({ beganAt: at(NIGHT_MS), endedAt: at(NIGHT_MS + MINUTE_MS) });
  });

  test('of yesterday is not today’s, although the database was away both times', async () => {
    const { world, written, start, at } = beginNight();
    const first = start();
    first.goAway();
    world.nowMs += MINUTE_MS;
    await first.close();
    const todayMs = NIGHT_MS + 24 * 60 * MINUTE_MS;
    world.nowMs = todayMs;
    const today = start();
    today.look();
    today.comeBack(MINUTE_MS);
    await expect.poll(() => written).toHaveLength(2);
    expect(written.map(({ beganAt, endedAt }) => [beganAt, endedAt])).toEqual([
      [at(NIGHT_MS), at(NIGHT_MS + MINUTE_MS)],
      [at(todayMs), at(todayMs + MINUTE_MS)],
    ]);
  });

  test('of another database stays here until that one is back, and one that failed to go in goes in later', async () => {
    const { world, written, start } = beginNight();
    const outages = start();
    outages.goAway();
    outages.beginDecision()(true);
    world.databaseId = 'a rehearsal';
    outages.comeBack();
    await outages.close();
    expect(written).toEqual([]);
    world.databaseId = 'the database';
    world.refusesWrites = true;
    const { log, entries } = keepingLog();
    const next = start(log);
    next.look();
    await expect.poll(() => entries.map(({ level }) => level)).toEqual(['warn']);
    world.refusesWrites = false;
    next.look();
    await expect.poll(() => written).toHaveLength(1);
  });

  test('counts a decision for the outage that it began in, and none that begins while the database is there', async () => {
    const { world, written, start } = beginNight();
    const outages = start();
    outages.goAway();
    const stands = outages.beginDecision();
    world.pending = 1;
    outages.comeBack();
    outages.beginDecision()(true);
    stands(true);
    world.pending = 0;
    outages.look();
    await expect.poll(() => written).toMatchObject([{ decided: 1, admitted: 1 }]);
  });

  test('a damaged file is reported, and the next outage is kept all the same', async () => {
    writeFileSync(file(), '{"version":1,"open":');
    const { written, start } = beginNight();
    const { log, entries } = keepingLog();
    const outages = start(log);
    expect(entries.map(({ level }) => level)).toEqual(['warn']);
    outages.goAway();
    outages.comeBack(MINUTE_MS);
    await expect.poll(() => written).toHaveLength(1);
  });
});
