import bidiFactory from 'bidi-js';
import type { FontName, OpenedFonts } from './opened-fonts.ts';

/** Which fonts there are, and whether one has a letter. */
export type Letters = Pick<OpenedFonts, 'names' | 'hasGlyph'>;

/** A stretch of a line in one font, as it is drawn from left to right. */
export type TextRun = { readonly text: string; readonly font: FontName };

/** Stands where no font has the letter. The text’s font has it not either, and so draws what it has for that: an empty box. */
const MISSING = '\u25A1';

/** The package says that its function lies under `default`; what both Node and the bundle get is the function itself. */
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();

/**
 * Cuts a line into runs, in the order in which they are seen: a PDF knows neither fonts that take over from each other nor right-to-left.
 * The letters within a run are put in order by the font's own rules.
 */
export function toRuns(text: string, letters: Letters): readonly TextRun[] {
  // Most lines: one font, one direction.
  if (/^[\u0020-\u007E\u00A0-\u024F\u1E00-\u1EFF]*$/u.test(text))
    return text === '' ? [] : [{ text, font: 'text' }];
  const { levels } = bidi.getEmbeddingLevels(text, 'ltr');
  const runs: { text: string; font: FontName; level: number }[] = [];
  let index = 0;
  for (const character of text) {
    const level = levels[index] ?? 0;
    index += character.length;
    const last = runs.at(-1);
    const font = fontOf(character, last?.font ?? null, letters);
    const isMirrored = level % 2 === 1 && font !== 'arabic' && font !== 'hebrew';
    const drawn =
      font === null ? MISSING : isMirrored ? (bidi.getMirroredCharacter(character) ?? character) : character;
    if (last !== undefined && last.level === level && last.font === (font ?? 'text')) last.text += drawn;
    else runs.push({ text: drawn, font: font ?? 'text', level });
  }
  return inVisualOrder(runs);
}

/** Tells whether a name has letters that no font here can draw. */
export function hasMissingLetters(text: string, letters: Letters): boolean {
  return Array.from(text).some((character) => fontOf(character, null, letters) === null);
}

/** The font of a character, or null where none has it. Marks go with the letter before them where its font has them. */
function fontOf(character: string, before: FontName | null, { names, hasGlyph }: Letters): FontName | null {
  // What is not seen needs no glyph, and must not part the letters that it joins.
  if (/[\s\p{Default_Ignorable_Code_Point}]/u.test(character)) return before ?? 'text';
  const codePoint = character.codePointAt(0) ?? 0;
  const has = (name: FontName | null) => name !== null && hasGlyph(name, codePoint);
  if (/\p{Script=Inherited}/u.test(character) && has(before)) return before;
  const preferred = preferredFont(character);
  if (has(preferred)) return preferred;
  return names.find(has) ?? null;
}

/** Which of the program's own fonts was drawn for a character's script; signs of many scripts have one in each. */
function preferredFont(character: string): FontName {
  if (/\p{Script_Extensions=Arabic}/u.test(character)) return 'arabic';
  if (/\p{Script=Hebrew}/u.test(character)) return 'hebrew';
  if (/\p{Script=Thai}/u.test(character)) return 'thai';
  return 'text';
}

/** Rule L2 of the Unicode bidirectional algorithm, on runs. */
function inVisualOrder(runs: readonly { text: string; font: FontName; level: number }[]): readonly TextRun[] {
  const ordered = [...runs];
  const highest = Math.max(0, ...ordered.map(({ level }) => level));
  for (let level = highest; level >= 1; level -= 1) {
    for (let start = 0; start < ordered.length; start += 1) {
      let end = start;
      while ((ordered[end]?.level ?? -1) >= level) end += 1;
      if (end > start) {
        ordered.splice(start, end - start, ...ordered.slice(start, end).toReversed());
        start = end;
      }
    }
  }
  return ordered.map(({ text, font }) => ({ text, font }));
}
