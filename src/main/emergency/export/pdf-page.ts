import type { BrokenRow, PdfList } from './list-shape.ts';
import type { PdfDocument, Typesetter } from './typesetter.ts';

/** Around every page, in points: what any printer can print. */
export const MARGIN = 34;

export type PageLayout = { readonly width: number; readonly height: number; readonly lineHeight: number };

type Page = {
  readonly document: PdfDocument;
  readonly typesetter: Typesetter;
  readonly list: PdfList;
  readonly layout: PageLayout;
  readonly rows: readonly BrokenRow[];
  /** From 1. */
  readonly page: number;
  readonly pages: number;
};

const FOOTER_SIZE = 8;

/** Draws one page: title on the first, headings, rows, foot. */
export function drawPage(page: Page): void {
  const { document, typesetter, list, layout, rows } = page;
  document.fillColor('#000');
  let y = MARGIN;
  if (page.page === 1) {
    for (const line of typesetter.breakLines(list.title, layout.width - 2 * MARGIN, 16).slice(0, 1)) {
      typesetter.drawLine(line, { x: MARGIN, y: y + 14 }, 16);
    }
    y += 34;
    for (const line of list.introduction) {
      typesetter.drawLine(line, { x: MARGIN, y }, 9.5);
      y += 14;
    }
  }
  drawHeadings(page, y);
  y += layout.lineHeight + 8;
  for (const row of rows) {
    drawRow(page, row, y);
    y += row.height;
    document
      .moveTo(MARGIN, y)
      .lineTo(layout.width - MARGIN, y)
      .lineWidth(0.25)
      .stroke('#999');
  }
  const foot = { x: MARGIN, y: layout.height - MARGIN + 8 };
  typesetter.drawLine(`Page ${page.page} of ${page.pages} · ${list.footer}`, foot, FOOTER_SIZE);
}

function drawHeadings({ document, typesetter, list, layout }: Page, top: number): void {
  let x = MARGIN;
  for (const { heading, width } of list.columns) {
    typesetter.drawBold(heading, { x, y: top + layout.lineHeight - 2 }, list.textSize);
    x += width;
  }
  document
    .moveTo(MARGIN, top + layout.lineHeight + 4)
    .lineTo(layout.width - MARGIN, top + layout.lineHeight + 4)
    .lineWidth(0.8)
    .stroke('#000');
}

function drawRow({ document, typesetter, list, layout }: Page, row: BrokenRow, top: number): void {
  let x = MARGIN;
  for (const [index, column] of list.columns.entries()) {
    if (column.kind === 'tick') {
      const side = list.textSize;
      document
        .rect(x, top + 3, side, side)
        .lineWidth(0.7)
        .stroke('#000');
    }
    for (const [lineIndex, line] of (row.cells[index] ?? []).entries()) {
      const y = top + (lineIndex + 1) * layout.lineHeight - 1;
      typesetter.drawLine(line, { x, y }, list.textSize);
    }
    x += column.width;
  }
}
