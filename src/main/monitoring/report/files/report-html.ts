import { htmlFigure, htmlPage, htmlTable } from '../../charts/html-page.ts';
import { markup, type Markup } from '../../charts/markup.ts';
import { renderChart } from '../../charts/render-chart.ts';
import type { ReportChart, ReportSection, ReportTable, Statement } from '../document.ts';
import type { WordedReport } from '../report-document.ts';
import type { ReportWords } from '../report-words.ts';
import { cellOnPage, isToTheRight } from './cells.ts';
import { forPages, moreRows } from './for-pages.ts';

const CHART_WIDTH = 900;
/** More than anybody reads, and a browser still scrolls through it at once. */
const ROWS_AT_MOST = 2_000;
const MARKS = { green: '✓ ', amber: '! ', red: '✗ ', plain: '' } as const;

/** The report as one HTML file with its charts. */
export function reportHtml({ document, words }: WordedReport): string {
  const sections = document.sections.map(forPages).filter((section) => section !== null);
  return htmlPage({
    title: document.title,
    body: markup`<h1>${document.title}</h1>
${document.introduction.map((line) => markup`<p class="faint">${line}</p>`)}
<p class="notice">${document.notice}</p>
${sections.map((section) => drawSection(section, words))}`,
  });
}

function drawSection(
  { title, statements, figures = [], charts, tables }: ReportSection,
  words: ReportWords,
): Markup {
  return markup`<section>
<h2>${title}</h2>
${
  figures.length === 0
    ? ''
    : markup`<ul class="figures">${figures.map(({ value, label }) => markup`<li><strong>${value}</strong>${label}</li>`)}</ul>`
}
${statements.map(drawStatement)}
${charts.map(drawChart)}
${tables.map((table) => drawTable(table, words))}
</section>`;
}

function drawStatement({ level, words }: Statement): Markup {
  return level === 'plain'
    ? markup`<p>${words}</p>`
    : markup`<p class="level ${level}">${MARKS[level]}${words}</p>`;
}

function drawChart({ title, option, height }: ReportChart): Markup {
  return htmlFigure(title, renderChart(option, { width: CHART_WIDTH, height, label: title }));
}

function drawTable({ title, columns, rows }: ReportTable, words: ReportWords): Markup {
  const shown = rows
    .slice(0, ROWS_AT_MOST)
    .map((row) => columns.map((column, at) => cellOnPage(row[at] ?? null, column, words)));
  const drawn = htmlTable({
    title,
    headings: columns.map(({ heading }) => heading),
    rows: shown,
    alignRight: columns.flatMap((column, at) => (isToTheRight(column) ? [at] : [])),
  });
  return rows.length <= ROWS_AT_MOST
    ? drawn
    : markup`${drawn}<p class="faint">${moreRows(rows.length - ROWS_AT_MOST, words)}</p>`;
}
