import { createLocalTime } from '#shared/local-time.ts';
import { htmlFigure, htmlPage, htmlTable } from '#main/monitoring/charts/html-page.ts';
import { markup, type Markup } from '#main/monitoring/charts/markup.ts';
import { renderChart } from '#main/monitoring/charts/render-chart.ts';
import type { AnswerPoint, Rehearsal, ScenarioFigures } from '../rehearsal.ts';
import type { Rehearsed } from '../plan.ts';
import {
  counted,
  describeBooks,
  describeFindings,
  describeOutage,
  describeRemarks,
  describeVerdict,
  FIGURE_HEADINGS,
  figureCells,
  SCENARIO_WORDS,
} from '../words.ts';
import { scenarioCharts } from './scenario-charts.ts';

const CHART_WIDTH = 900;
/** The sentences of what is wrong may be one a ticket. */
const FINDINGS_AT_MOST = 200;

/** A rehearsal as one HTML file with charts: no script, no network, nobody's name. */
export function rehearsalPage({ rehearsal, points }: Rehearsed, timeZone?: string): string {
  const localTime = createLocalTime(timeZone);
  const title = `Rehearsal of ${localTime(rehearsal.startedAt)}`;
  return htmlPage({
    title,
    body: markup`<h1>${title}</h1>
${line(rehearsal.isPassed ? 'green' : 'red', describeVerdict(rehearsal))}
${bigFigures(rehearsal)}
${describeBooks(rehearsal).map((words) => markup`<p>${words}</p>`)}
${describeFindings(rehearsal)
  .slice(0, FINDINGS_AT_MOST)
  .map((finding) => line('red', finding))}
${describeRemarks(rehearsal).map((remark) => line('amber', remark))}
${htmlTable({
  title: null,
  headings: FIGURE_HEADINGS,
  rows: rehearsal.scenarios.map(figureCells),
  alignRight: FIGURE_HEADINGS.map((_heading, at) => at).slice(1),
})}
<p class="faint">Twice: admitted more than once without being a conflict with every side named. Lost: shown green and not in the
database, or a good ticket that was never shown green. Both must be 0. Times are the gates’ own, from the code’s arrival to the answer.</p>
${rehearsal.scenarios.map((figures) => section(figures, points.get(figures.scenario) ?? []))}`,
  });
}

const MARKS = { green: '✓', amber: '!', red: '✗' } as const;

function line(level: keyof typeof MARKS, words: string): Markup {
  return markup`<p class="level ${level}">${MARKS[level]} ${words}</p>`;
}

function bigFigures({ scenarios }: Rehearsal): Markup {
  const sum = (of: (figures: ScenarioFigures) => number): string =>
    counted(scenarios.reduce((total, figures) => total + of(figures), 0));
  return markup`<ul class="figures">
<li><strong>${sum(({ attempts }) => attempts)}</strong>attempts</li>
<li><strong>${sum(({ admitted }) => admitted)}</strong>admitted</li>
<li><strong>${sum(({ twice }) => twice)}</strong>twice</li>
<li><strong>${sum(({ lost }) => lost)}</strong>lost</li>
<li><strong>${sum(({ conflicts }) => conflicts)}</strong>conflicts</li>
</ul>`;
}

function section(figures: ScenarioFigures, points: readonly AnswerPoint[]): Markup {
  const { scenario, isPassed } = figures;
  return markup`<section>
<h2>${scenario}: ${SCENARIO_WORDS[scenario]}</h2>
${line(isPassed ? 'green' : 'red', isPassed ? 'Passed.' : 'Failed.')}
${describeOutage(figures).map((words) => markup`<p>${words}</p>`)}
${scenarioCharts(points).map(({ title, option, height }) =>
  htmlFigure(title, renderChart(option, { width: CHART_WIDTH, height, label: `${scenario}: ${title}` })),
)}
</section>`;
}
