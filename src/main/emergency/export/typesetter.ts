import type Pdf from 'pdfkit';
import type { FontName, OpenedFonts } from './opened-fonts.ts';
import { toRuns } from './text-runs.ts';

export type PdfDocument = InstanceType<typeof Pdf>;

/** Measures and draws lines of text in whatever scripts they have. */
export type Typesetter = {
  /** Breaks a text into lines no wider than `width` points; never loses a letter. */
  readonly breakLines: (text: string, width: number, size: number) => readonly string[];
  /** Draws one line; `y` is its base line. */
  readonly drawLine: (line: string, at: { readonly x: number; readonly y: number }, size: number) => void;
  /** Draws a line of our own words in bold. */
  readonly drawBold: (line: string, at: { readonly x: number; readonly y: number }, size: number) => void;
};

/** Registers the fonts with the document; of those that are not used nothing gets into the file. */
export function createTypesetter(document: PdfDocument, fonts: OpenedFonts): Typesetter {
  for (const [name, { bytes, face }] of fonts.files) document.registerFont(name, bytes, face ?? undefined);

  const runWidth = (text: string, font: FontName, size: number) =>
    document.font(font).fontSize(size).widthOfString(text, optionsOf(font));
  const width = (line: string, size: number) =>
    toRuns(line, fonts).reduce((sum, { text, font }) => sum + runWidth(text, font, size), 0);

  function breakLines(text: string, limit: number, size: number): readonly string[] {
    if (width(text, size) <= limit) return [text];
    const lines: string[] = [];
    let line = '';
    for (const piece of pieces(text, (word) => width(word, size) > limit)) {
      if (line !== '' && width((line + piece).trimEnd(), size) > limit) {
        lines.push(line.trimEnd());
        line = piece.trimStart();
      } else line += piece;
    }
    return line.trim() === '' ? lines : [...lines, line.trimEnd()];
  }
  const draw = (text: string, font: FontName, x: number, y: number, size: number) => {
    document
      .font(font)
      .fontSize(size)
      .text(text, x, y, { lineBreak: false, baseline: 'alphabetic', ...optionsOf(font) });
  };

  return {
    breakLines,
    drawLine(line, { x, y }, size) {
      let at = x;
      for (const { text, font } of toRuns(line, fonts)) {
        draw(text, font, at, y, size);
        at += runWidth(text, font, size);
      }
    },
    drawBold: (line, { x, y }, size) => draw(line, 'bold', x, y, size),
  };
}

/**
 * An empty list of features has pdfkit lay a run out as a whole: word by word, which it remembers and which is quicker, the
 * words of a right-to-left run would stand in the wrong order.
 */
function optionsOf(font: FontName): { features?: [] } {
  return font === 'text' || font === 'bold' ? {} : { features: [] };
}

/** Words with the blanks behind them; a word that is too long for a line comes letter by letter. */
function pieces(text: string, isTooLong: (word: string) => boolean): readonly string[] {
  const words = text.match(/\S+\s*/gu) ?? [];
  const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return words.flatMap((word) =>
    isTooLong(word.trimEnd()) ? [...letters.segment(word)].map(({ segment }) => segment) : [word],
  );
}
