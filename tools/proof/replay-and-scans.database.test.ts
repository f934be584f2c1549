import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import { decide } from '#main/admission/decide.ts';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import { testLog } from '#main/emergency/replay/fixtures/log-lines.ts';
import { replayLines } from '#main/emergency/replay/replay-lines.ts';
import { createScratchConcert, type ScratchConcert } from '../practice/scratch-concert.ts';
import { silentLog } from '../practice/silent-log.ts';

const TICKETS = 800;
const GATES = ['G3', 'G4', 'G5'] as const;

describe.each(inject('databaseServers'))('scans while logs are replayed on $kind $version', (server) => {
  let concert: ScratchConcert;
  const pools: SessionPool[] = [];
  beforeAll(async () => {
    concert = await createScratchConcert(server);
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.close()));
    await concert.drop();
  });
  function openPool(): SessionPool {
    const pool = openSessionPool({ url: concert.url, log: silentLog });
    pools.push(pool);
    return pool;
  }

  /** One gate that scans as fast as it is answered; which codes it admitted, and how often it could not decide. */
  async function scanAll(gateId: string, codes: readonly string[]) {
    const pool = openPool();
    const admitted: string[] = [];
    let undecided = 0;
    for (const code of codes) {
      const decision = await decide(
        pool,
        {
          attemptId: newAttemptId(),
          codeDigest: createHash('sha256').update(code, 'utf8').digest(),
          doorTime: new Date(),
          concertId: concert.concertId,
          gateId,
          operator: '',
        },
        { deadline: deadlineIn(3_000), log: silentLog },
      );
      if (decision.kind === 'undecided') undecided += 1;
      else if (decision.words.verdict === 'admitted') admitted.push(code);
    }
    return { admitted, undecided };
  }

  test('of the same tickets: no scan fails, and nobody comes in twice but as a conflict', async () => {
    const codes = Array.from({ length: TICKETS }, (_, at) => `ticket ${at}`);
    await concert.addPurchases(codes.map((code) => ({ code })));
    const logs = [testLog('G1', concert.concertId), testLog('G2', concert.concertId)];
    // G1 admitted every other one on its own, and G2 some of the same.
    const onTheirOwn = codes.filter((_code, at) => at % 2 === 0 || at % 9 === 0);
    for (const [at, code] of onTheirOwn.entries()) {
      logs[0]?.attempt(code);
      if (at % 10 === 0) logs[1]?.attempt(code);
    }
    const replays = logs.map((log) => replayLines(openPool(), log.lines, { log: silentLog }));
    // From the back, so that replay and scans meet in the middle.
    const scans = GATES.map((gateId) => scanAll(gateId, codes.toReversed()));
    const results = await Promise.all(replays);
    const gates = await Promise.all(scans);

    expect(gates.map(({ undecided }) => undecided)).toEqual(GATES.map(() => 0));
    expect(results.map(({ pending, stoppedBy }) => ({ pending, stoppedBy }))).toEqual(
      logs.map(() => ({ pending: [], stoppedBy: null })),
    );
    const greens = new Map<string, number>();
    const byGates = gates.flatMap(({ admitted }) => admitted);
    // By the database at the most once.
    expect(new Set(byGates).size).toBe(byGates.length);
    for (const green of [...byGates, ...onTheirOwn, ...onTheirOwn.filter((_code, at) => at % 10 === 0)]) {
      greens.set(green, (greens.get(green) ?? 0) + 1);
    }
    expect(greens.size).toBe(TICKETS);
    expect(await concert.count("SELECT COUNT(*) n FROM ticket_purchases WHERE status = 'used'")).toBe(
      TICKETS,
    );
    const allGreens = [...greens.values()].reduce((sum, count) => sum + count, 0);
    expect(await concert.count("SELECT COUNT(*) n FROM scan_attempts WHERE verdict = 'admitted'")).toBe(
      allGreens,
    );
    // Every second green of a ticket, and no other, is a side of its one conflict.
    const doubled = [...greens].filter(([, count]) => count > 1);
    expect(doubled.length).toBeGreaterThan(0);
    const [rows] = await concert.connection.query(
      `SELECT p.qr_code code, COUNT(*) sides FROM conflicts c JOIN conflict_sides s ON s.conflict_id = c.id
       JOIN ticket_purchases p ON p.id = c.ticket_purchase_id GROUP BY p.qr_code`,
    );
    const sides = new Map((rows as { code: string; sides: number }[]).map((row) => [row.code, row.sides]));
    expect(sides).toEqual(new Map(doubled));
  });
});
