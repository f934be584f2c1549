import type { ChartOption } from '../charts/render-chart.ts';
import { CHART_COLOURS } from '../charts/palette.ts';
import { compareGateIds } from '#shared/gate-order.ts';

/** A stretch of time in one row of the chart. */
type Span = { readonly row: string; readonly fromMs: number; readonly toMs: number };

const BAR_HEIGHT = 12;
/** So that what was short is seen at all. */
const AT_LEAST_WIDE = 2;

/** Stretches of time as bars, a row for each thing that had some; from one instant to another, or further where they reach further. */
export function spansOverTime(
  spans: readonly Span[],
  {
    clock,
    fromMs,
    toMs,
  }: { readonly clock: (ms: number) => string; readonly fromMs: number; readonly toMs: number },
): ChartOption {
  const rows = [...new Set(spans.map(({ row }) => row))].toSorted(compareGateIds);
  return {
    grid: { left: 8, right: 24, top: 8, bottom: 8, outerBoundsMode: 'same' },
    xAxis: {
      type: 'time',
      // Labels say the minute.
      minInterval: 60_000,
      min: Math.min(fromMs, ...spans.map((span) => span.fromMs)),
      max: Math.max(toMs, ...spans.map((span) => span.toMs)),
      axisLabel: { formatter: (ms: number) => clock(ms), hideOverlap: true },
      splitLine: { show: true },
    },
    yAxis: { type: 'category', data: rows, inverse: true, axisTick: { show: false } },
    series: [
      {
        type: 'custom',
        itemStyle: { color: CHART_COLOURS.undecided },
        encode: { x: [1, 2], y: 0 },
        data: spans.map((span) => [rows.indexOf(span.row), span.fromMs, span.toMs]),
        renderItem: (_params, api) => {
          const [from = 0, y = 0] = api.coord([api.value(1), api.value(0)]);
          const [to = 0] = api.coord([api.value(2), api.value(0)]);
          return {
            type: 'rect',
            shape: {
              x: from,
              y: y - BAR_HEIGHT / 2,
              width: Math.max(AT_LEAST_WIDE, to - from),
              height: BAR_HEIGHT,
            },
            style: { fill: CHART_COLOURS.undecided, stroke: '#8a5a00', lineWidth: 0.5 },
          };
        },
      },
    ],
  };
}
