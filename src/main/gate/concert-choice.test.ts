import { describe, expect, test } from 'vitest';
import { chooseConcert, type ConcertTimes } from './concert-choice.ts';

const NOW = new Date('2026-12-18T18:30:00.000Z');
const hoursFromNow = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);
const concert = (
  id: number,
  opens: number | null,
  closes: number | null,
  starts: number | null = null,
): ConcertTimes => ({
  id,
  startsAt: starts === null ? null : hoursFromNow(starts),
  entryOpensAt: opens === null ? null : hoursFromNow(opens),
  entryClosesAt: closes === null ? null : hoursFromNow(closes),
});

describe('a gate that was not told its concert', () => {
  test.each<[string, ConcertTimes[], number | null]>([
    ['takes the one whose entry is open', [concert(1, -48, -46), concert(2, -1, 2), concert(3, 24, 26)], 2],
    ['takes the latest to open of two that are open', [concert(1, -5, 2), concert(2, -1, 2)], 2],
    [
      'takes the next one when none is open or near',
      [concert(1, -48, -46), concert(2, 48, 50), concert(3, 24, 26)],
      3,
    ],
    ['takes the last one when all are over', [concert(1, -48, -46), concert(2, -24, -22)], 2],
    ['stays with tonight’s after it has closed', [concert(1, -4, -1), concert(2, 24, 26)], 1],
    ['goes on to one that opens soon after one has closed', [concert(1, -8, -1), concert(2, 2, 5)], 2],
    [
      'takes the evening’s before its start where only starts are known',
      [concert(1, null, null, -4.5), concert(2, null, null, 0.5)],
      2,
    ],
    [
      'takes the only one without times when no other is open or near',
      [concert(1, -48, -46), concert(2, null, null), concert(3, 48, 50)],
      2,
    ],
    ['prefers one that is open to one without times', [concert(1, -1, 2), concert(2, null, null)], 1],
    ['does not guess between two without times', [concert(1, null, null), concert(2, null, null)], null],
    ['has none in an empty database', [], null],
  ])('%s', (_sentence, concerts, expected) => {
    expect(chooseConcert(concerts, NOW)?.id ?? null).toBe(expected);
  });
});
