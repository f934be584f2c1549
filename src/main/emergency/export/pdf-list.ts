import { createBreathing } from './breathing.ts';
import type { BrokenRow, PdfList } from './list-shape.ts';
import type { OpenedFonts } from './opened-fonts.ts';
import { drawPage, MARGIN, type PageLayout } from './pdf-page.ts';
import { createTypesetter } from './typesetter.ts';
import type { Sink } from './whole-file.ts';
import { writeDocument } from './write-document.ts';

/**
 * Sets a list as a PDF on A4. Twice through the rows: how many pages there are stands on each of them, so that a missing sheet is
 * noticed, and a page that is drawn leaves the memory.
 */
export async function writePdfList(
  list: PdfList,
  fonts: OpenedFonts,
  sink: Sink,
  onProgress: (done: number) => void,
): Promise<void> {
  // Loaded when somebody prints: a gate must not wait for it at its start, nor depend on it.
  const { default: Pdf } = await import('pdfkit');
  const document = new Pdf({
    autoFirstPage: false,
    // Its own default would be looked for on the disk.
    font: '',
    info: { Title: list.title, Creator: 'Admit One' },
    lang: 'en',
  });
  const typesetter = createTypesetter(document, fonts);
  const breathe = createBreathing();
  const lineHeight = list.textSize * 1.35;

  // pdfkit wants a page before it measures.
  const size = list.orientation === 'portrait' ? ([595, 842] as const) : ([842, 595] as const);
  const layout: PageLayout = { width: size[0], height: size[1], lineHeight };
  const written = writeDocument(document, sink);
  const addPage = () => document.addPage({ size: [...size], margin: 0 });
  addPage();

  const pages: BrokenRow[][] = [[]];
  let room = roomOn(layout, list.introduction.length);
  for (const cells of list.rows) {
    const broken = cells.map((cell, index) =>
      typesetter.breakLines(cell, (list.columns[index]?.width ?? 0) - 6, list.textSize),
    );
    const height = Math.max(1, ...broken.map((lines) => lines.length)) * lineHeight + 4;
    if (height > room && pages.at(-1)?.length !== 0) {
      pages.push([]);
      room = roomOn(layout, null);
    }
    pages.at(-1)?.push({ cells: broken, height });
    room -= height;
    await breathe();
  }
  let done = 0;
  for (const [index, rows] of pages.entries()) {
    if (index > 0) addPage();
    drawPage({ document, typesetter, list, layout, rows, page: index + 1, pages: pages.length });
    done += rows.length;
    onProgress(done);
    await breathe();
  }
  document.end();
  await written;
}

function roomOn(layout: PageLayout, introductionLines: number | null): number {
  const head = introductionLines === null ? 0 : 34 + introductionLines * 14;
  return layout.height - 2 * MARGIN - head - layout.lineHeight - 8 - 20;
}
