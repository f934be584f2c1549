import { CHART_COLOURS } from '#main/monitoring/charts/palette.ts';
import type { ChartOption } from '#main/monitoring/charts/render-chart.ts';
import { uprightBars } from '#main/monitoring/report/chart-shapes.ts';
import { CLASS_ENDS_MS } from '#main/monitoring/report/figures/response-times.ts';
import type { AnswerPoint } from '../rehearsal.ts';

/** A chart with its heading, in pixels. */
export type ScenarioChart = { readonly title: string; readonly option: ChartOption; readonly height: number };

const SECOND_MS = 1_000;
/** More bars than that can't be told apart on a page. */
const STEPS_AT_MOST = 60;
const HEIGHT = 220;

/** What a scenario looks like: its answers over time, and how long they took. */
export function scenarioCharts(points: readonly AnswerPoint[]): readonly ScenarioChart[] {
  if (points.length === 0) return [];
  return [overTime(points), byDuration(points)];
}

function overTime(points: readonly AnswerPoint[]): ScenarioChart {
  const lastMs = Math.max(...points.map(({ atMs }) => atMs));
  const stepMs = Math.max(1, Math.ceil(lastMs / SECOND_MS / STEPS_AT_MOST)) * SECOND_MS;
  const steps = Array.from({ length: Math.floor(lastMs / stepMs) + 1 }, (_, at) =>
    points.filter(({ atMs }) => Math.floor(atMs / stepMs) === at),
  );
  const word = stepMs === SECOND_MS ? 'second' : `${stepMs / SECOND_MS} seconds`;
  return {
    title: `Answers in each ${word}`,
    height: HEIGHT,
    option: uprightBars(
      steps.map((_step, at) => `${(at * stepMs) / SECOND_MS} s`),
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
  const words = CLASS_ENDS_MS.map((end, at) =>
    at === 0 ? `under ${end}` : `${CLASS_ENDS_MS[at - 1]} to ${end}`,
  );
  return {
    title: 'Answers by how long they took (milliseconds)',
    height: HEIGHT,
    option: uprightBars([...words, `${CLASS_ENDS_MS.at(-1)} and more`], bySource(classes), ''),
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
