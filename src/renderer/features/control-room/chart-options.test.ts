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
    expect(perMinuteOption(minutes(2), 12)).toMatchObject({
      series: [{ data: [0, 1] }, { data: [-1, -1] }],
    });
  });

  it('add the admissions up below the line of those expected', () => {
    expect(soFarOption(minutes(4), 50, 12)).toMatchObject({
      series: [{ data: [0, 1, 3, 6] }, { data: [50, 50, 50, 50] }],
    });
  });
});
