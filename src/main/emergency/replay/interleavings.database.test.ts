import {
  type Arbitrary,
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  integer,
  record,
  array,
  shuffledSubarray,
} from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { DECIDED_VERDICTS } from '#shared/verdict.ts';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../../tools/practice/silent-log.ts';
import type { LogLine } from '../log/log-reading.ts';
import { testLog } from './fixtures/log-lines.ts';
import { forgetAll, rowsOf } from './fixtures/rows.ts';
import { replayLines } from './replay-lines.ts';

const CODES = ['a', 'b', 'c', 'cancelled', 'nobody has this'] as const;
const GATES = ['G1', 'G2', 'G3'] as const;

/** One decision of a gate on its own; a refusal may be followed by the lead's word under the same attempt. */
const decisions = array(
  record({
    gate: constantFrom(...GATES),
    code: constantFrom(...CODES),
    verdict: constantFrom('admitted', 'admitted', ...DECIDED_VERDICTS),
    isManual: integer({ min: 0, max: 9 }).map((n) => n === 0),
    isLetInLater: boolean(),
    second: integer({ min: 0, max: 2 }),
    offsetMs: constantFrom(null, 0, -1_000, 1_000),
  }),
  { minLength: 1, maxLength: 12 },
);
type Decision = typeof decisions extends Arbitrary<(infer D)[]> ? D : never;

describe.each(inject('databaseServers'))('any order of replay on $kind $version', (server) => {
  let concert: ScratchConcert;
  let pools: SessionPool[];
  let ids: Map<string, number>;
  beforeAll(async () => {
    concert = await createScratchConcert(server);
    pools = [1, 2].map(() => openSessionPool({ url: concert.url, log: silentLog }));
    await concert.addPurchases([
      { code: 'a' },
      { code: 'b' },
      { code: 'c' },
      { code: 'cancelled', status: 'cancelled' },
    ]);
    const [rows] = await concert.connection.query('SELECT id, qr_code FROM ticket_purchases');
    ids = new Map((rows as { id: number; qr_code: string }[]).map(({ id, qr_code }) => [qr_code, id]));
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.close()));
    await concert.drop();
  });

  /** The logs of that night, a line a decision. */
  function writeLogs(night: readonly Decision[]): LogLine[][] {
    const logs = GATES.map((gate) => testLog(gate, concert.concertId));
    for (const { gate, code, verdict, isManual, isLetInLater, second, offsetMs } of night) {
      const log = logs.find(({ gateId }) => gateId === gate);
      const particulars = {
        attemptId: newAttemptId(),
        doorTime: new Date(Date.UTC(2026, 11, 18, 19, 0, second)).toISOString(),
        clockOffsetMs: offsetMs,
      };
      if (isManual) log?.entry(ids.get(code) ?? null, particulars);
      else log?.attempt(code, { ...particulars, verdict });
      if (!isManual && verdict !== 'admitted' && isLetInLater) {
        log?.attempt(code, { ...particulars, basis: 'lead', note: 'Let in' });
      }
    }
    return logs.map(({ lines }) => lines);
  }

  async function replay(pool: SessionPool | undefined, lines: readonly LogLine[]): Promise<void> {
    if (pool === undefined) throw new Error('no pool');
    for (let left = lines; left.length > 0;) {
      const result = await replayLines(pool, left, { log: silentLog });
      expect(result.stoppedBy).toBeNull();
      left = result.pending;
    }
  }

  async function rowsAfter(work: () => Promise<unknown>): Promise<Record<string, unknown[]>> {
    await forgetAll(concert.connection);
    await work();
    return await rowsOf(concert.connection);
  }

  test('shuffled, told twice, in pieces, and by two at once: the same rows', async () => {
    let conflicts = 0;
    await assert(
      asyncProperty(
        decisions.chain((night) =>
          record({
            night: constantFrom(night),
            order: shuffledSubarray(
              Array.from({ length: night.length * 4 }, (_, at) => at),
              { minLength: night.length * 4 },
            ),
            cut: integer({ min: 0, max: night.length }),
          }),
        ),
        async ({ night, order, cut }) => {
          const logs = writeLogs(night);
          const all = logs.flat();
          const twice = [...all, ...all];
          const shuffled = order.flatMap((at) => twice[at] ?? []);
          const inOrder = await rowsAfter(() => replay(pools[0], all));
          conflicts += inOrder['conflicts']?.length ?? 0;
          expect(await rowsAfter(() => replay(pools[0], shuffled))).toEqual(inOrder);
          expect(
            await rowsAfter(async () => {
              await replay(pools[0], shuffled.slice(0, cut));
              await replay(pools[0], shuffled);
            }),
          ).toEqual(inOrder);
          // Two laptops with the same logs, and with different ones.
          expect(
            await rowsAfter(() => Promise.all([replay(pools[0], shuffled), replay(pools[1], all)])),
          ).toEqual(inOrder);
          const [first = [], ...others] = logs;
          expect(
            await rowsAfter(() => Promise.all([replay(pools[0], first), replay(pools[1], others.flat())])),
          ).toEqual(inOrder);
        },
      ),
      { numRuns: 100 },
    );
    expect(conflicts).toBeGreaterThan(0);
  });

  test('ten laptops replay all ten logs at once, each in its own order: every line once', async () => {
    await forgetAll(concert.connection);
    const codes = Array.from({ length: 300 }, (_, at) => `crowd ${at}`);
    await concert.addPurchases(codes.map((code) => ({ code })));
    const logs = Array.from({ length: 10 }, (_, at) => testLog(`G${at + 1}`, concert.concertId));
    // Every code at two gates, so that every one ends as a conflict; and refusals with nothing to lock.
    for (const [at, code] of codes.entries()) {
      logs[at % 10]?.attempt(code, { doorTime: '2026-12-18T19:00:01.000Z' });
      logs[(at + 1) % 10]?.attempt(code);
      logs[(at + 2) % 10]?.attempt(`unknown ${at}`, { verdict: 'unknown-code' });
    }
    const crowd = logs.map(() => openSessionPool({ url: concert.url, log: silentLog }));
    await Promise.all(
      crowd.map((pool, at) =>
        replay(
          pool,
          [...logs.slice(at), ...logs.slice(0, at)].flatMap(({ lines }) => lines),
        ),
      ),
    );
    await Promise.all(crowd.map((pool) => pool.close()));
    const together = await rowsOf(concert.connection);
    expect(together['attempts']).toHaveLength(900);
    expect(together['conflicts']).toHaveLength(300);
    expect(together['sides']).toHaveLength(600);
    expect(together['setAside']).toHaveLength(0);
    expect(
      await rowsAfter(() =>
        replay(
          pools[0],
          logs.flatMap(({ lines }) => lines),
        ),
      ),
    ).toEqual(together);
  });
});
