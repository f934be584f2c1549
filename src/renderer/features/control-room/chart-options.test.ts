import { describe, expect, it } from 'vitest';
import type { ArrivalMinute } from '#shared/night.ts';
import { inBars, soFarOption, perMinuteOption } from './chart-options.ts';

function minutes(count: number): ArrivalMinute[] {
  return Array.from({ length: count }, (_, index) => ({
    minute: new Date(Date.UTC(2026, 11, 18, 18, index)).toISOString(),
    admitted: index,
    refused: 1,
  }));
}

/** Every minute is over. */
const LATER = '2026-12-19T18:00:00.000Z';

const total = (bars: readonly ArrivalMinute[], key: 'admitted' | 'refused') =>
  bars.reduce((sum, bar) => sum + bar[key], 0);

describe('the bars of a chart', () => {
  it('are minutes while they fit', () => {
    expect(inBars(minutes(120))).toEqual({ minutesEach: 1, bars: minutes(120) });
  });

  it('take minutes together when there are more, and lose nobody', () => {
    const { minutesEach, bars } = inBars(minutes(500));
    expect(minutesEach).toBe(5);
    expect(bars).toHaveLength(100);
    expect(bars[1]).toMatchObject({ minute: minutes(6)[5]?.minute, admitted: 5 + 6 + 7 + 8 + 9, refused: 5 });
    expect(total(bars, 'admitted')).toBe(total(minutes(500), 'admitted'));
    expect(total(bars, 'refused')).toBe(500);
  });

  it('are none before anybody came', () => {
    expect(inBars([])).toEqual({ minutesEach: 1, bars: [] });
  });
});

describe('the charts', () => {
  it('show the refused below the line', () => {
    expect(perMinuteOption(minutes(2), LATER, 12)).toMatchObject({
      series: [{ data: [0, 1] }, { data: [-1, -1] }],
    });
  });

  it('show what a minute brought, however many minutes share a bar', () => {
    const even = minutes(121).map((minute) => ({ ...minute, admitted: 100, refused: 10 }));
    const option = perMinuteOption(even, LATER, 12);
    expect(option).toMatchObject({
      series: [{ data: Array(61).fill(100) }, { data: Array(61).fill(-10) }],
    });
  });

  it('do not take the minute that has only begun for one in which nobody came', () => {
    const even = (count: number) =>
      minutes(count).map((minute, index) => ({ ...minute, admitted: index === count - 1 ? 1 : 100 }));
    const at = (count: number) => new Date(Date.UTC(2026, 11, 18, 18, count - 1, 5)).toISOString();
    const admitted = (count: number) => perMinuteOption(even(count), at(count), 12)['series'];
    expect(admitted(122)).toMatchObject([{ data: Array(61).fill(100) }, {}]);
    expect(admitted(123)).toMatchObject([{ data: [...Array<number>(61).fill(100), null] }, {}]);
  });

  it('add the admissions up below the line of those expected', () => {
    expect(soFarOption(minutes(4), 50, 12)).toMatchObject({
      series: [
        { data: [0, 1, 3, 6], symbol: 'none' },
        { data: [50, 50, 50, 50], symbol: 'none' },
      ],
    });
  });

  it('show the first minute, of which there is no line yet, as points', () => {
    expect(soFarOption(minutes(1), 50, 12)).toMatchObject({
      series: [{ symbol: 'circle' }, { symbol: 'circle' }],
    });
  });
});
