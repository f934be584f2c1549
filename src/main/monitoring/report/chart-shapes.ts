import type { ChartOption } from '../charts/render-chart.ts';
import { CHART_COLOURS } from '../charts/palette.ts';
import type { ReportChart } from './document.ts';

/** The few shapes that a report's charts have. */

export type BarSeries = {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly number[];
};

/** The legend stands above where there is one. */
function gridFor(series: readonly unknown[]) {
  return {
    left: 8,
    right: 24,
    top: series.length > 1 ? 34 : 12,
    bottom: 8,
    outerBoundsMode: 'same',
  } as const;
}

/** So many classes all have room for their words. */
const ALL_LABELS = 12;
/** Between bars that stand side by side a hair of white, so that they are told apart in grey. */
const EDGE = { borderColor: '#fff', borderWidth: 0.5 };

/** Upright bars, one on the other, over steps of time or classes. */
export function uprightBars(
  categories: readonly string[],
  series: readonly BarSeries[],
  unit: string,
): ChartOption {
  return {
    grid: gridFor(series),
    legend: series.length > 1 ? {} : { show: false },
    xAxis: {
      type: 'category',
      data: [...categories],
      axisTick: { alignWithLabel: true },
      ...(categories.length <= ALL_LABELS ? { axisLabel: { interval: 0 } } : {}),
    },
    yAxis: { type: 'value', name: unit, minInterval: 1, nameGap: 10, nameTextStyle: { align: 'left' } },
    series: series.map(({ name, colour, values }) => ({
      type: 'bar',
      name,
      stack: 'all',
      barCategoryGap: '12%',
      barMaxWidth: 60,
      itemStyle: { color: colour, ...EDGE },
      data: [...values],
    })),
  };
}

/** Bars that lie, from the top down, and how high they are drawn; with their numbers at the end where there is one series. */
export function lyingBars(
  categories: readonly string[],
  series: readonly BarSeries[],
  arrangement: 'one-after-another' | 'side-by-side' = 'one-after-another',
): Pick<ReportChart, 'height' | 'option'> {
  const barsEach = arrangement === 'side-by-side' ? series.length : 1;
  return {
    height: 70 + categories.length * (14 + 12 * barsEach),
    option: {
      grid: gridFor(series),
      legend: series.length > 1 ? {} : { show: false },
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: { type: 'category', data: [...categories], inverse: true, axisTick: { show: false } },
      series: series.map(({ name, colour, values }) => ({
        type: 'bar',
        name,
        ...(arrangement === 'side-by-side' ? {} : { stack: 'all' }),
        barCategoryGap: '30%',
        barMaxWidth: 22,
        itemStyle: { color: colour, ...EDGE },
        label: { show: series.length === 1, position: 'right' },
        data: [...values],
      })),
    },
  };
}

export type LineSeries = {
  readonly name: string;
  readonly colour: string;
  readonly dash: 'solid' | 'dashed' | 'dotted';
  /** Null where there is nothing to draw. */
  readonly values: readonly (number | null)[];
};

/** Lines over steps of time; `limit` is a level that they are held against. */
export function lines(
  categories: readonly string[],
  series: readonly LineSeries[],
  unit: string,
  limit: { readonly words: string; readonly value: number } | null = null,
): ChartOption {
  const highest = Math.max(
    limit?.value ?? 0,
    ...series.flatMap(({ values }) => values.map((value) => value ?? 0)),
  );
  return {
    grid: gridFor(series),
    legend: series.length > 1 ? {} : { show: false },
    xAxis: { type: 'category', data: [...categories], boundaryGap: false },
    yAxis: {
      type: 'value',
      name: unit,
      nameGap: 10,
      nameTextStyle: { align: 'left' },
      max: roundUp(highest),
    },
    series: series.map(({ name, colour, dash, values }, at) => ({
      type: 'line',
      name,
      symbol: dash === 'solid' ? 'circle' : 'rect',
      showSymbol: values.length <= 40,
      itemStyle: { color: colour },
      lineStyle: { color: colour, type: dash },
      data: [...values],
      ...(at === 0 && limit !== null ? { markLine: levelLine(limit) } : {}),
    })),
  };
}

function levelLine({ words, value }: { readonly words: string; readonly value: number }) {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: CHART_COLOURS.expected, type: 'dashed', width: 1.5 } as const,
    label: { formatter: words, position: 'insideStartTop', color: CHART_COLOURS.expected } as const,
    data: [{ yAxis: value }],
  };
}

/** The next of 1, 2 or 5 times a power of ten, so that the highest point is not at the edge. */
function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value * 1.05));
  const factor = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((each) => each * power >= value * 1.05) ?? 10;
  return factor * power;
}
