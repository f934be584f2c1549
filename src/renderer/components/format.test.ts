import { describe, expect, it } from 'vitest';
import { createFormatter } from './format.ts';

const { timeOfDay, dayAndTime, timeSeenFrom, count, span, roughSpan, countdown, percent, bytes } =
  createFormatter('Europe/Berlin');

describe('times for people', () => {
  const evening = new Date('2026-03-07T18:42:07Z');

  it('are of the wall clock, with 24 hours', () => {
    expect(timeOfDay(evening)).toBe('19:42');
    expect(dayAndTime(evening)).toBe('Sat 7 March, 19:42');
  });

  it('name the day only when it is another', () => {
    expect(timeSeenFrom(evening, new Date('2026-03-07T21:00:00Z'))).toBe('19:42:07');
    expect(timeSeenFrom(evening, new Date('2026-03-08T00:10:00Z'))).toBe('Sat 7 March, 19:42');
  });

  it.each([
    [-5, '0 s', '0 s'],
    [59_999, '59 s', '59 s'],
    [192_000, '3 min 12 s', '3 min'],
    [7_500_000, '2 h 5 min', '2 h'],
    [3 * 24 * 3_600_000, '3 days', '3 days'],
  ])('write a span of %d ms as %s, and roughly as %s', (spanMs, written, roughly) => {
    expect(span(spanMs)).toBe(written);
    expect(roughSpan(spanMs)).toBe(roughly);
  });

  it.each([
    [300_000, '5:00'],
    [26_001, '0:27'],
    [1, '0:01'],
    [-1, '0:00'],
  ])('write %d ms that are left as %s', (leftMs, written) => {
    expect(countdown(leftMs)).toBe(written);
  });

  it('group the digits of a count', () => {
    expect(count(2_000)).toBe('2,000');
  });

  it('never round a share up to the whole', () => {
    expect(percent(0.999)).toBe('99 %');
    expect(percent(1)).toBe('100 %');
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [12_400_000_000, '12.4 GB'],
    [512_000_000_000, '512 GB'],
  ])('write %d bytes as %s', (size, written) => {
    expect(bytes(size)).toBe(written);
  });
});
