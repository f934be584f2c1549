import { expect, test } from 'vitest';
import { entryNow } from './entry-now.ts';

const at = (time: string): Date => new Date(`2026-11-22T${time}:00Z`);
const entry = { entryOpensAt: at('18:00'), entryClosesAt: at('20:00') };

test.each([
  { now: '17:59', uncertaintyMs: 0, isIn: false },
  { now: '17:59', uncertaintyMs: 60_000, isIn: true },
  { now: '20:00', uncertaintyMs: 0, isIn: false },
  { now: '20:00', uncertaintyMs: 1, isIn: true },
  { now: '12:00', uncertaintyMs: 8 * 3_600_000, isIn: true },
  { now: '23:00', uncertaintyMs: 8 * 3_600_000, isIn: true },
  { now: '23:00', uncertaintyMs: 2 * 3_600_000, isIn: false },
])('$now, wrong by up to $uncertaintyMs ms, may be within 18:00 to 20:00: $isIn', (row) => {
  const now = entryNow(entry, at(row.now), row);
  expect(now >= entry.entryOpensAt && now < entry.entryClosesAt).toBe(row.isIn);
  if (!row.isIn) expect(now).toEqual(at(row.now));
});

test('a clock that nobody has measured is taken at its word', () => {
  expect(entryNow(entry, at('12:00'), null)).toEqual(at('12:00'));
});
