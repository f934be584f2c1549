import { describe, expect, test } from 'vitest';
import { attemptAt, NIGHT_MS } from '../fixtures/attempts.ts';
import { arrivalsOf } from './arrivals.ts';
import { duplicatesOf, unknownCodesOf } from './duplicates.ts';
import { gateFigures } from './gates.ts';
import { timeFigures } from './response-times.ts';
import { stepsOf } from './steps.ts';

const HOUR_S = 3_600;
const arrivals = (attempts: readonly ReturnType<typeof attemptAt>[]) =>
  arrivalsOf(attempts, stepsOf(attempts.map(({ atMs }) => atMs)));

describe('arrivals', () => {
  test('are counted minute by minute, the quiet ones too', () => {
    const found = arrivals([
      attemptAt(0),
      attemptAt(59, { verdict: 'unknown-code' }),
      attemptAt(60),
      attemptAt(200, { verdict: 'already-admitted' }),
    ]);
    expect(found.stepMs).toBe(60_000);
    expect(found.steps.map(({ admitted, refused }) => [admitted, refused])).toEqual([
      [1, 1],
      [1, 0],
      [0, 0],
      [0, 1],
    ]);
    expect(found.steps[0]?.fromMs).toBe(NIGHT_MS);
    expect(found.busiestMinute).toEqual({ fromMs: NIGHT_MS, attempts: 2, admitted: 1 });
    expect([found.firstAdmittedMs, found.halfInMs, found.lastAdmittedMs]).toEqual([
      NIGHT_MS,
      NIGHT_MS,
      NIGHT_MS + 60_000,
    ]);
  });

  test('of a long night are counted in longer steps, and every one of them once', () => {
    const all = Array.from({ length: 500 }, (_, at) => attemptAt(at * 60));
    const found = arrivals(all);
    expect(found.stepMs).toBe(5 * 60_000);
    expect(found.steps.reduce((sum, { admitted }) => sum + admitted, 0)).toBe(500);
    expect(found.leftOut).toBe(0);
  });

  test('by a clock that is days off are left out of the steps and counted, before and after', () => {
    const night = Array.from({ length: 20 }, (_, at) => attemptAt(at * 30));
    const found = arrivals([attemptAt(-48 * HOUR_S), ...night, attemptAt(72 * HOUR_S)]);
    expect(found.leftOut).toBe(2);
    expect(found.steps).toHaveLength(10);
  });

  test('of nobody are none', () => {
    expect(arrivals([])).toMatchObject({ steps: [], leftOut: 0, halfInMs: null, busiestMinute: null });
  });
});

describe('tickets that come again', () => {
  test('are told apart by where and how soon', () => {
    const again = { verdict: 'already-admitted' } as const;
    const found = duplicatesOf(
      [
        attemptAt(0),
        attemptAt(5, again),
        attemptAt(40, again),
        attemptAt(41, { ...again, gateId: 'G2' }),
        attemptAt(90, { gateId: 'G3' }),
        attemptAt(91, { ticketPurchaseId: 2 }),
        attemptAt(92, { ticketPurchaseId: 3, verdict: 'cancelled' }),
      ],
      new Map([[1, { name: 'Zoë', kind: 'student', ticketKind: null }]]),
    );
    expect(
      found.map(({ kind, apartMs, again: { gateId, verdict } }) => [kind, apartMs, gateId, verdict]),
    ).toEqual([
      ['same-gate-at-once', 5_000, 'G1', 'already-admitted'],
      ['same-gate-later', 40_000, 'G1', 'already-admitted'],
      ['other-gate', 41_000, 'G2', 'already-admitted'],
      ['other-gate', 90_000, 'G3', 'admitted'],
    ]);
    expect(found[0]?.holder?.name).toBe('Zoë');
  });

  test('are held against their admission though a laptop’s clock puts them before it', () => {
    const [found] = duplicatesOf(
      [attemptAt(0, { verdict: 'already-admitted', gateId: 'G2' }), attemptAt(2)],
      new Map(),
    );
    expect(found).toMatchObject({ apartMs: -2_000, kind: 'other-gate', admitted: { gateId: 'G1' } });
  });

  test('have no span where the admission left no attempt', () => {
    const [found] = duplicatesOf([attemptAt(0, { verdict: 'already-admitted' })], new Map());
    expect(found).toMatchObject({ apartMs: null, admitted: null });
  });

  test('count unknown codes by the code, the most tried first', () => {
    const unknown = (seconds: number, code: string, gateId = 'G1') =>
      attemptAt(seconds, { verdict: 'unknown-code', ticketPurchaseId: null, unknownCode: code, gateId });
    const found = unknownCodesOf([
      unknown(0, 'a'),
      unknown(1, 'b'),
      unknown(2, 'b', 'G2'),
      unknown(3, 'c'),
      unknown(4, 'c'),
      unknown(5, 'c'),
    ]);
    expect(found.different).toBe(3);
    expect(found.again.map(({ attempts, gateIds }) => [attempts, gateIds])).toEqual([
      [3, ['G1']],
      [2, ['G1', 'G2']],
    ]);
  });
});

describe('gates', () => {
  test('stand as people count, those too that had no attempt or have no row', () => {
    const row = {
      name: 'North door',
      programVersion: '1.0.0',
      startedAt: null,
      undecided: 3,
      deadlocks: 1,
      lockWaits: 2,
      pendingLines: 0,
    };
    const found = gateFigures(
      [
        attemptAt(0, { gateId: 'G10', retries: 2 }),
        attemptAt(1, { gateId: 'G2', decidedBy: 'emergency', verdict: 'cancelled' }),
        attemptAt(2, { gateId: 'G2', operator: 'Ben' }),
      ],
      [{ ...row, gateId: 'G3' }],
    );
    expect(
      found.map(({ gateId, attempts, onItsOwn, retries }) => [gateId, attempts, onItsOwn, retries]),
    ).toEqual([
      ['G2', 2, 1, 0],
      ['G3', 0, 0, 0],
      ['G10', 1, 0, 2],
    ]);
    expect(found[0]?.operators).toEqual(['Ada', 'Ben']);
    expect(found[0]?.verdicts).toMatchObject({ admitted: 1, cancelled: 1, 'not-open': 0 });
    expect(found[1]).toMatchObject({ undecided: 3, deadlocks: 1, lockWaits: 2, name: 'North door' });
  });
});

describe('response times', () => {
  test('leave out what was written by hand, and fall into classes without a gap', () => {
    const durations = [0, 4, 5, 999, 1_000, 2_000, 60_000];
    const attempts = [
      ...durations.map((durationMs, at) => attemptAt(at, { durationMs })),
      attemptAt(50, { basis: 'manual', durationMs: 0, decidedBy: 'emergency' }),
      attemptAt(61, { durationMs: 7, decidedBy: 'emergency' }),
    ];
    const found = timeFigures(attempts, stepsOf(attempts.map(({ atMs }) => atMs)));
    expect(found.classes).toEqual([2, 2, 0, 0, 0, 0, 0, 1, 1, 2]);
    expect(found.all).toEqual({ answers: 8, medianMs: 7, p95Ms: 60_000, p99Ms: 60_000, maxMs: 60_000 });
    expect(found.byGateItself).toMatchObject({ answers: 1, maxMs: 7 });
    expect(found.steps.map(({ times }) => times?.answers ?? 0)).toEqual([7, 1]);
  });
});
