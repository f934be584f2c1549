import { MARGIN } from '#main/emergency/export/pdf-page.ts';
import type { ReportCell, ReportTable } from '../document.ts';
import type { ReportWords } from '../report-words.ts';
import { cellOnPage, isToTheRight } from './cells.ts';
import { moreRows } from './for-pages.ts';
import { type PdfFlow, TEXT_WIDTH } from './pdf-flow.ts';

/** A print that is longer is not read. */
const ROWS_AT_MOST = 200;
const SIZE = 8;
const LINE = SIZE * 1.3;
const GAP = 11;

type Column = {
  readonly x: number;
  readonly width: number;
  readonly isToTheRight: boolean;
  readonly heading: string;
};

/** Sets a table, with its headings anew on every page. */
export async function setTable(
  flow: PdfFlow,
  table: ReportTable,
  words: ReportWords,
  breathe: () => Promise<void>,
): Promise<void> {
  const columns = placeColumns(table);
  const breakRow = (cells: readonly string[]) =>
    columns.map(({ width }, at) => flow.typesetter.breakLines(cells[at] ?? '', width, SIZE));
  const headings = columns.map(({ heading, width }) =>
    flow.typesetter.breakLines(heading, width / 1.08, SIZE),
  );
  flow.need(heightOf(headings) + 16 + 3 * LINE);
  flow.text(table.title, { size: 10, isBold: true });
  drawHeadings(flow, columns, headings);
  const inWords = (row: readonly ReportCell[]) =>
    table.columns.map((column, at) => cellOnPage(row[at] ?? null, column, words));
  for (const row of table.rows.slice(0, ROWS_AT_MOST)) {
    const broken = breakRow(inWords(row));
    if (flow.need(heightOf(broken))) drawHeadings(flow, columns, headings);
    drawRow(flow, columns, broken);
    await breathe();
  }
  if (table.rows.length > ROWS_AT_MOST) {
    flow.text(moreRows(table.rows.length - ROWS_AT_MOST, words), { size: SIZE, colour: '#555' });
  }
  flow.moveDown(12);
}

function placeColumns({ columns }: ReportTable): readonly Column[] {
  const shares = columns.reduce((sum, { share = 1 }) => sum + share, 0);
  const room = TEXT_WIDTH - GAP * (columns.length - 1);
  let x = MARGIN;
  return columns.map((column) => {
    const width = (room * (column.share ?? 1)) / shares;
    const placed = { x, width, isToTheRight: isToTheRight(column), heading: column.heading };
    x += width + GAP;
    return placed;
  });
}

type BrokenCells = readonly (readonly string[])[];

function heightOf(cells: BrokenCells): number {
  return Math.max(1, ...cells.map((lines) => lines.length)) * LINE + 4;
}

function drawHeadings(flow: PdfFlow, columns: readonly Column[], headings: BrokenCells): void {
  drawCells(flow, columns, headings, 'bold');
  flow.moveDown(heightOf(headings));
  drawRule(flow, 0.8, '#000');
}

function drawRow(flow: PdfFlow, columns: readonly Column[], cells: BrokenCells): void {
  drawCells(flow, columns, cells, 'text');
  flow.moveDown(heightOf(cells));
  drawRule(flow, 0.25, '#999');
}

function drawCells(
  flow: PdfFlow,
  columns: readonly Column[],
  cells: BrokenCells,
  font: 'text' | 'bold',
): void {
  const { document, typesetter } = flow;
  for (const [at, column] of columns.entries()) {
    for (const [lineAt, line] of (cells[at] ?? []).entries()) {
      // What stands to the right is figures and our own words: Latin, and the font of the text.
      const spare = column.isToTheRight
        ? column.width - document.font(font).fontSize(SIZE).widthOfString(line)
        : 0;
      const place = { x: column.x + Math.max(0, spare), y: flow.y() + 2 + SIZE + lineAt * LINE };
      if (font === 'bold') typesetter.drawBold(line, place, SIZE);
      else typesetter.drawLine(line, place, SIZE);
    }
  }
}

function drawRule({ document, y }: PdfFlow, width: number, colour: string): void {
  document
    .moveTo(MARGIN, y())
    .lineTo(MARGIN + TEXT_WIDTH, y())
    .lineWidth(width)
    .stroke(colour);
}
