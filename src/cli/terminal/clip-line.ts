import stringWidth from 'string-width';

/** A colour's escape sequence, or one visible letter with whatever combines with it. */
const ESCAPE = '\u001B[';
const COLOUR = new RegExp(`${ESCAPE.replace('[', '\\[')}[0-9;]*m`, 'uy');
const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const ELLIPSIS = '…';
const PLAIN = '\u001B[0m';

/** A line that fits into so many columns; colours take none, and don't run on beyond a cut. */
export function clipLine(line: string, columns: number): string {
  if (stringWidth(line) <= columns) return line;
  let clipped = '';
  let room = columns - 1;
  let hasColour = false;
  for (const piece of piecesOf(line)) {
    if (piece.isColour) {
      clipped += piece.text;
      hasColour = true;
      continue;
    }
    room -= stringWidth(piece.text);
    if (room < 0) break;
    clipped += piece.text;
  }
  return columns < 1 ? '' : `${clipped}${ELLIPSIS}${hasColour ? PLAIN : ''}`;
}

function* piecesOf(line: string): Generator<{ readonly text: string; readonly isColour: boolean }> {
  let at = 0;
  while (at < line.length) {
    COLOUR.lastIndex = at;
    const colour = COLOUR.exec(line)?.[0];
    if (colour !== undefined) {
      yield { text: colour, isColour: true };
      at += colour.length;
      continue;
    }
    const next = line.indexOf(ESCAPE, at + 1);
    const end = next === -1 ? line.length : next;
    for (const { segment } of letters.segment(line.slice(at, end))) yield { text: segment, isColour: false };
    at = end;
  }
}
