import { CHART_COLOURS } from '#main/monitoring/charts/palette.ts';
import type { ChartOption } from '#main/monitoring/charts/render-chart.ts';
import { uprightBars } from '#main/monitoring/report/chart-shapes.ts';
import { CLASS_ENDS_MS } from '#main/monitoring/report/figures/response-times.ts';
import type { AnswerPoint } from '../rehearsal.ts';

/** A chart with its heading, in pixels. */
export type ScenarioChart = { readonly title: string; readonly option: ChartOption; readonly height: number };

/** The steps that a chart over time may have; more bars than `STEPS_AT_MOST` can't be told apart on a page. */
const STEPS_MS = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000] as const;
const STEPS_AT_MOST = 60;
const HEIGHT = 220;

/** What a scenario looks like: its answers over time, and how long they took. */
export function scenarioCharts(points: readonly AnswerPoint[]): readonly ScenarioChart[] {
  if (points.length === 0) return [];
  return [overTime(points), byDuration(points)];
}

function overTime(points: readonly AnswerPoint[]): ScenarioChart {
  const lastMs = points.reduce((last, { atMs }) => Math.max(last, atMs), 0);
  const stepMs = STEPS_MS.find((each) => lastMs / each < STEPS_AT_MOST) ?? 300_000;
  const steps = Array.from({ length: Math.floor(lastMs / stepMs) + 1 }, (): AnswerPoint[] => []);
  for (const point of points) steps[Math.floor(point.atMs / stepMs)]?.push(point);
  return {
    title: `Answers in each ${stepMs === 1_000 ? 'second' : `${stepMs / 1_000} seconds`}`,
    height: HEIGHT,
    option: uprightBars(
      steps.map((_step, at) => `${(at * stepMs) / 1_000} s`),
      bySource(steps),
      '',
    ),
  };
}

function byDuration(points: readonly AnswerPoint[]): ScenarioChart {
  const classes: AnswerPoint[][] = Array.from({ length: CLASS_ENDS_MS.length + 1 }, () => []);
  for (const point of points) {
    const found = CLASS_ENDS_MS.findIndex((end) => point.durationMs < end);
    classes[found === -1 ? CLASS_ENDS_MS.length : found]?.push(point);
  }
  const words = CLASS_ENDS_MS.map((end, at) => (at === 0 ? `< ${end}` : `${CLASS_ENDS_MS[at - 1]}-${end}`));
  return {
    title: 'Answers by how long they took (milliseconds)',
    height: HEIGHT,
    option: uprightBars([...words, `≥ ${CLASS_ENDS_MS.at(-1)}`], bySource(classes), ''),
  };
}

/** Who decided is told apart, where it was not always the database. */
function bySource(groups: readonly (readonly AnswerPoint[])[]) {
  const valuesOf = (isOnItsOwn: boolean): number[] =>
    groups.map((points) => points.filter((point) => point.isOnItsOwn === isOnItsOwn).length);
  const byDatabase = { name: 'by the database', colour: CHART_COLOURS.first, values: valuesOf(false) };
  const byGates = {
    name: 'by gates on their own',
    colour: CHART_COLOURS.undecided,
    values: valuesOf(true),
  };
  return byGates.values.every((value) => value === 0) ? [byDatabase] : [byDatabase, byGates];
}
