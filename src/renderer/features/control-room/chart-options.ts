import type { EChartsCoreOption } from 'echarts/core';
import type { ArrivalMinute } from '#shared/night.ts';
import { format } from '../../components/format.ts';

/** The house's colours as a canvas needs them: it knows no custom properties. Kept in step with `styles/base.css` by hand. */
const COLORS = {
  green: '#38d97f',
  red: '#ff6b6b',
  own: '#7cc0ff',
  text: '#a3b3c5',
  line: '#2b3846',
} as const;

/** More minutes than a wall has room for: from there on several share a bar. */
const MOST_BARS = 120;
const MINUTE_MS = 60_000;

/** Minutes taken together so that no more than fit are left, with how many minutes each stands for. */
export function inBars(
  arrivals: readonly ArrivalMinute[],
  most = MOST_BARS,
): { readonly minutesEach: number; readonly bars: readonly ArrivalMinute[] } {
  const minutesEach = Math.max(1, Math.ceil(arrivals.length / most));
  const bars: ArrivalMinute[] = [];
  for (let first = 0; first < arrivals.length; first += minutesEach) {
    const together = arrivals.slice(first, first + minutesEach);
    bars.push({
      minute: together[0]?.minute ?? '',
      admitted: sum(together, 'admitted'),
      refused: sum(together, 'refused'),
    });
  }
  return { minutesEach, bars };
}

function sum(minutes: readonly ArrivalMinute[], key: 'admitted' | 'refused'): number {
  return minutes.reduce((total, minute) => total + minute[key], 0);
}

/**
 * Admitted upwards, refused downwards: told apart without their colours. A bar of several minutes is as high as one of them was on
 * average. `at` is when the night was looked at, `fontPx` the size of the axes' words.
 */
export function perMinuteOption(
  arrivals: readonly ArrivalMinute[],
  at: string,
  fontPx: number,
): EChartsCoreOption {
  const { minutesEach, bars } = inBars(arrivals);
  const now = new Date(at).getTime();
  const isOver = ({ minute }: ArrivalMinute): boolean => new Date(minute).getTime() + MINUTE_MS <= now;
  // A minute that has only begun would pull its bar down as if nobody came any more. Alone in its bar, it waits for company.
  const heightOf = (key: 'admitted' | 'refused') => (bar: ArrivalMinute, index: number) => {
    if (minutesEach === 1) return bar[key];
    const whole = arrivals.slice(index * minutesEach, (index + 1) * minutesEach).filter(isOver);
    return whole.length === 0 ? null : sum(whole, key) / whole.length;
  };
  return {
    ...frame(bars, fontPx),
    series: [
      {
        type: 'bar',
        stack: 'attempts',
        barCategoryGap: '20%',
        barMaxWidth: fontPx * 4,
        itemStyle: { color: COLORS.green },
        data: bars.map(heightOf('admitted')),
      },
      {
        type: 'bar',
        stack: 'attempts',
        barMaxWidth: fontPx * 4,
        itemStyle: { color: COLORS.red },
        data: bars.map(heightOf('refused')).map((height) => (height === null ? null : -height)),
      },
    ],
  };
}

/** Every admission so far, below the line of those expected. */
export function soFarOption(
  arrivals: readonly ArrivalMinute[],
  expected: number,
  fontPx: number,
): EChartsCoreOption {
  const { bars } = inBars(arrivals);
  let admissions = 0;
  const soFar = bars.map(({ admitted }) => (admissions += admitted));
  // Of one point there is no line to see.
  const points = { symbol: bars.length === 1 ? 'circle' : 'none', symbolSize: fontPx * 0.7 };
  return {
    ...frame(bars, fontPx),
    series: [
      {
        type: 'line',
        ...points,
        itemStyle: { color: COLORS.own },
        lineStyle: { color: COLORS.own, width: 3 },
        areaStyle: { color: COLORS.own, opacity: 0.18 },
        data: soFar,
      },
      {
        type: 'line',
        ...points,
        itemStyle: { color: COLORS.text },
        lineStyle: { color: COLORS.text, width: 2, type: 'dashed' },
        data: bars.map(() => expected),
      },
    ],
  };
}

function frame(bars: readonly ArrivalMinute[], fontPx: number): EChartsCoreOption {
  const axisLabel = { color: COLORS.text, fontSize: fontPx, fontFamily: 'Inter Variable, sans-serif' };
  return {
    animation: false,
    grid: { left: fontPx * 0.5, right: fontPx, top: fontPx, bottom: fontPx * 0.3, containLabel: true },
    xAxis: {
      type: 'category',
      data: bars.map(({ minute }) => format.timeOfDay(new Date(minute))),
      axisLabel: { ...axisLabel, hideOverlap: true },
      axisLine: { lineStyle: { color: COLORS.line } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { ...axisLabel, formatter: (value: number) => format.count(Math.abs(value)) },
      splitLine: { lineStyle: { color: COLORS.line } },
      splitNumber: 4,
    },
  };
}
