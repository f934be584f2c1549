import type SVGtoPDF from 'svg-to-pdfkit';
import type { Fonts } from '#main/emergency/export/fonts.ts';
import { createBreathing } from '#main/emergency/export/breathing.ts';
import { openFonts } from '#main/emergency/export/opened-fonts.ts';
import { MARGIN } from '#main/emergency/export/pdf-page.ts';
import { createTypesetter } from '#main/emergency/export/typesetter.ts';
import type { Sink } from '#main/emergency/export/whole-file.ts';
import { writeDocument } from '#main/emergency/export/write-document.ts';
import { renderChart } from '../../charts/render-chart.ts';
import type { ReportChart, ReportSection, Statement } from '../document.ts';
import type { WordedReport } from '../report-document.ts';
import type { ReportWords } from '../report-words.ts';
import { forPages } from './for-pages.ts';
import { createPdfFlow, PAGE, type PdfFlow, TEXT_WIDTH } from './pdf-flow.ts';
import { setTable } from './pdf-table.ts';

/** Charts are drawn this wide and then made smaller: their words come out at 9 points. */
const CHART_WIDTH = 700;
const SCALE = TEXT_WIDTH / CHART_WIDTH;

/** The report as a PDF on A4, names in whatever script the laptop has a font for. */
export async function writeReportPdf(
  { document: report, words }: WordedReport,
  options: { readonly fonts: Fonts; readonly madeAt: string },
  sink: Sink,
): Promise<void> {
  const { default: Pdf } = await import('pdfkit');
  const { default: drawSvg } = await import('svg-to-pdfkit');
  const fonts = await openFonts(options.fonts);
  const document = new Pdf({
    autoFirstPage: false,
    // How many pages there are stands on each of them, so that a missing sheet is noticed.
    bufferPages: true,
    font: '',
    info: { Title: report.title, Creator: 'Admit One' },
    lang: 'en',
  });
  const written = writeDocument(document, sink);
  const breathe = createBreathing();
  const flow = createPdfFlow(document, createTypesetter(document, fonts));
  flow.text(report.title, { size: 20 });
  flow.moveDown(4);
  for (const line of report.introduction) flow.text(line, { size: 9, colour: '#444' });
  flow.moveDown(4);
  flow.text(report.notice, { size: 9.5, isBold: true });
  for (const section of report.sections.map(forPages).filter((one) => one !== null)) {
    await setSection(flow, section, words, (chart) => setChart(flow, chart, drawSvg), breathe);
  }
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page);
    const foot = `Page ${page + 1} of ${count} · ${report.title} · made ${options.madeAt} · confidential`;
    document.fillColor('#000');
    flow.typesetter.drawLine(foot, { x: MARGIN, y: PAGE.height - MARGIN + 8 }, 8);
  }
  document.end();
  await written;
}

async function setSection(
  flow: PdfFlow,
  { title, statements, figures = [], charts, tables }: ReportSection,
  words: ReportWords,
  drawChart: (chart: ReportChart) => void,
  breathe: () => Promise<void>,
): Promise<void> {
  flow.moveDown(14);
  // A heading at the foot of a page is worth nothing: some of what follows has to fit as well.
  flow.need(charts.length > 0 ? 260 : 80);
  flow.text(title, { size: 14, isBold: true });
  flow.moveDown(2);
  for (const { value, label } of figures) flow.text(`${value}  ${label}`, { size: 11 });
  if (figures.length > 0) flow.moveDown(6);
  for (const statement of statements) setStatement(flow, statement);
  flow.moveDown(8);
  for (const chart of charts) {
    drawChart(chart);
    await breathe();
  }
  for (const table of tables) await setTable(flow, table, words, breathe);
}

const LEVEL_STYLES = {
  green: { colour: '#00684c', word: 'Well: ' },
  amber: { colour: '#8a5a00', word: 'Note: ' },
  red: { colour: '#b3261e', word: 'Wrong: ' },
  plain: { colour: '#000', word: '' },
} as const satisfies Record<Statement['level'], { readonly colour: string; readonly word: string }>;

function setStatement(flow: PdfFlow, { level, words }: Statement): void {
  const { colour, word } = LEVEL_STYLES[level];
  flow.text(`${word}${words}`, { size: 9.5, colour });
  flow.moveDown(2);
}

function setChart(flow: PdfFlow, { title, option, height }: ReportChart, drawSvg: typeof SVGtoPDF): void {
  const { document } = flow;
  flow.need(height * SCALE + 30);
  flow.text(title, { size: 10, isBold: true });
  flow.moveDown(2);
  const svg = renderChart(option, { width: CHART_WIDTH, height, label: title });
  document.save().translate(MARGIN, flow.y()).scale(SCALE);
  drawSvg(document, svg, 0, 0, {
    assumePt: true,
    fontCallback: (_family, isBold) => (isBold ? 'bold' : 'text'),
  });
  document.restore();
  flow.moveDown(height * SCALE + 12);
}
