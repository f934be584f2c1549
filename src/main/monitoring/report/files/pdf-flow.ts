import { MARGIN } from '#main/emergency/export/pdf-page.ts';
import type { PdfDocument, Typesetter } from '#main/emergency/export/typesetter.ts';

/** A4 upright, in points. */
export const PAGE = { width: 595, height: 842 } as const;
export const TEXT_WIDTH = PAGE.width - 2 * MARGIN;
/** The foot stands below. */
const BOTTOM = PAGE.height - MARGIN - 14;

/** Sets one thing under the other, and begins a new page where the next one has no room. */
export type PdfFlow = {
  readonly document: PdfDocument;
  readonly typesetter: Typesetter;
  /** Makes sure that `height` points are free, with a new page where they are not; says whether it was one. */
  readonly need: (height: number) => boolean;
  /** Where the next thing begins. */
  readonly y: () => number;
  readonly moveDown: (height: number) => void;
  /** Sets a text in as many lines as it takes. */
  readonly text: (text: string, style: TextStyle) => void;
};

type TextStyle = {
  readonly size: number;
  readonly colour?: string;
  /** Our own words only: the bold font has no other scripts. */
  readonly isBold?: true;
  readonly indent?: number;
};

/** Begins on a page of its own. */
export function createPdfFlow(document: PdfDocument, typesetter: Typesetter): PdfFlow {
  let y: number = MARGIN;
  const flow: PdfFlow = {
    document,
    typesetter,
    y: () => y,
    moveDown(height) {
      y += height;
    },
    need(height) {
      if (y + height <= BOTTOM) return false;
      document.addPage({ size: [PAGE.width, PAGE.height], margin: 0 });
      y = MARGIN;
      return true;
    },
    text(text, { size, colour = '#000', isBold, indent = 0 }) {
      const lineHeight = size * 1.35;
      for (const line of typesetter.breakLines(
        text,
        TEXT_WIDTH - indent,
        isBold === true ? size * 1.06 : size,
      )) {
        flow.need(lineHeight);
        document.fillColor(colour);
        const at = { x: MARGIN + indent, y: y + size };
        if (isBold === true) typesetter.drawBold(line, at, size);
        else typesetter.drawLine(line, at, size);
        y += lineHeight;
      }
      document.fillColor('#000');
    },
  };
  document.addPage({ size: [PAGE.width, PAGE.height], margin: 0 });
  return flow;
}
