import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DECIDED_VERDICTS } from '#shared/verdict.ts';
import { arrivalOf, createAttemptTally } from './attempt-tally.ts';
import { createArrivals } from './arrivals.ts';
import { createDurationCounts, timesOf } from './duration-counts.ts';
import type { AttemptRow, PlacedAttempt } from './attempt-rows.ts';

const NOW_MS = Date.parse('2026-06-01T20:00:00.000Z');
const MINUTE_MS = 60_000;

function row(changes: Partial<AttemptRow>): AttemptRow {
  const recorded = changes.recorded_time ?? new Date(NOW_MS - 1_000);
  return {
    attempt_id: 'an attempt',
    ticket_purchase_id: 1,
    gate_id: 'G1',
    purpose: 'entry',
    verdict: 'admitted',
    decided_by: 'database',
    digest: null,
    door_time: recorded,
    recorded_time: recorded,
    duration_ms: 12,
    retries: 0,
    clock_offset_ms: null,
    ...changes,
  };
}

function place(attempt: AttemptRow): PlacedAttempt {
  return { attemptId: attempt.attempt_id, recordedTime: attempt.recorded_time, attempt };
}

const someAttempts = fc
  .array(
    fc.record({
      agoMs: fc.integer({ min: 0, max: 90 * MINUTE_MS }),
      gate_id: fc.constantFrom('G1', 'G2', 'G3'),
      verdict: fc.constantFrom(...DECIDED_VERDICTS),
      duration_ms: fc.integer({ min: 0, max: 3_000 }),
      retries: fc.integer({ min: 0, max: 2 }),
      ticket_purchase_id: fc.option(fc.integer({ min: 1, max: 20 })),
    }),
    { maxLength: 200 },
  )
  .map((attempts) =>
    attempts
      .toSorted((a, b) => b.agoMs - a.agoMs)
      .map(({ agoMs, ...changes }, at) =>
        place(row({ ...changes, attempt_id: `attempt ${at}`, recorded_time: new Date(NOW_MS - agoMs) })),
      ),
  );

test('whatever is read again is counted once, in whatever slices it comes', () => {
  fc.assert(
    fc.property(
      someAttempts,
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
      (attempts, steps) => {
        const once = createAttemptTally();
        once.add(attempts);
        once.forget(NOW_MS);
        const again = createAttemptTally();
        for (let from = 0, turn = 0; from < attempts.length; turn += 1) {
          const to = from + (steps[turn % steps.length] ?? 1);
          // From a little before, as a look does: within what is remembered.
          const newestMs = again.newest()?.recordedTime.getTime() ?? 0;
          const overlap = attempts.filter(
            ({ recordedTime }, at) => at < from && recordedTime.getTime() >= newestMs - MINUTE_MS,
          );
          again.add([...overlap, ...attempts.slice(from, to)]);
          again.forget(NOW_MS);
          from = to;
        }
        const { gates, ...figures } = again.figures(NOW_MS);
        const { gates: gatesOnce, ...figuresOnce } = once.figures(NOW_MS);
        expect(figures).toEqual(figuresOnce);
        expect([...gates.keys()].toSorted()).toEqual([...gatesOnce.keys()].toSorted());
        for (const [gateId, gate] of gates)
          expect(gate.verdicts()).toEqual(gatesOnce.get(gateId)?.verdicts());
      },
    ),
    { numRuns: 200 },
  );
});

test('quantiles of counted milliseconds are those of the sorted numbers', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5_000 })), (durationsMs) => {
      const counts = createDurationCounts();
      for (const durationMs of durationsMs) counts.add(durationMs);
      expect(counts.times()).toEqual(timesOf(durationsMs));
    }),
  );
});

test('minutes in which nobody came are there, and an evening that is over ends with its last one', () => {
  const arrivals = createArrivals();
  arrivals.add(NOW_MS - 3 * MINUTE_MS, true);
  arrivals.add(NOW_MS - MINUTE_MS, false);
  expect(arrivals.list(NOW_MS).map(({ admitted, refused }) => [admitted, refused])).toEqual([
    [1, 0],
    [0, 0],
    [0, 1],
    [0, 0],
  ]);
  expect(arrivals.list(NOW_MS + 5 * 60 * MINUTE_MS)).toHaveLength(3);
  arrivals.add(NOW_MS - 40 * 24 * 60 * MINUTE_MS, true);
  expect(arrivals.list(NOW_MS)).toHaveLength(24 * 60);
});

test.each([
  ['by the database, not measured: when it was recorded', { door_time: new Date(0) }, 0],
  [
    'by the database, measured: at the door',
    { clock_offset_ms: 500, door_time: new Date(NOW_MS - 1_700) },
    -200,
  ],
  [
    'on its own, measured',
    { decided_by: 'emergency', clock_offset_ms: -500, door_time: new Date(NOW_MS - 59_500) },
    -59_000,
  ],
  ['on its own, not measured', { decided_by: 'emergency', door_time: new Date(NOW_MS - 61_000) }, -60_000],
  [
    'a door after the record is a wrong clock',
    { decided_by: 'emergency', door_time: new Date(NOW_MS + 61_000) },
    0,
  ],
  ['a door in another year is a wrong clock', { decided_by: 'emergency', door_time: new Date(0) }, 0],
] as const)('arrival %s', (_what, changes, fromRecordMs) => {
  expect(arrivalOf(row(changes)) - (NOW_MS - 1_000)).toBe(fromRecordMs);
});
