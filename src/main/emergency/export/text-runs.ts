import bidiFactory from 'bidi-js';
import type { FontName } from './fonts.ts';

/** A stretch of a line in one font, as it is drawn from left to right. */
export type TextRun = { readonly text: string; readonly font: FontName };

/** Stands where no font has the script. */
const MISSING = '\u25A1';

/** The package says that its function lies under `default`; what both Node and the bundle get is the function itself. */
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();

/**
 * Cuts a line into runs, in the order in which they are seen: a PDF knows neither fonts that take over from each other nor right-to-left.
 * The letters within a run are put in order by the font's own rules.
 */
export function toRuns(text: string, hasEastAsian: boolean): readonly TextRun[] {
  // Most lines: one font, one direction.
  if (/^[\u0020-\u024F\u1E00-\u1EFF]*$/u.test(text)) return text === '' ? [] : [{ text, font: 'text' }];
  const { levels } = bidi.getEmbeddingLevels(text, 'ltr');
  const runs: { text: string; font: FontName; level: number }[] = [];
  let index = 0;
  for (const character of text) {
    const level = levels[index] ?? 0;
    index += character.length;
    const last = runs.at(-1);
    const font = fontOf(character, last?.font ?? null, hasEastAsian);
    const isMirrored = level % 2 === 1 && font !== 'arabic' && font !== 'hebrew';
    const drawn =
      font === null ? MISSING : isMirrored ? (bidi.getMirroredCharacter(character) ?? character) : character;
    if (last !== undefined && last.level === level && last.font === (font ?? 'text')) last.text += drawn;
    else runs.push({ text: drawn, font: font ?? 'text', level });
  }
  return inVisualOrder(runs);
}

/** Tells whether a name has letters that no font here can draw. */
export function hasMissingLetters(text: string, hasEastAsian: boolean): boolean {
  return Array.from(text).some((character) => fontOf(character, null, hasEastAsian) === null);
}

/** The font of a character; marks and blanks go with the letter before them. */
function fontOf(character: string, before: FontName | null, hasEastAsian: boolean): FontName | null {
  if (/[\p{Script=Inherited}\s\u200C\u200D]/u.test(character)) return before ?? 'text';
  if (/\p{Script_Extensions=Arabic}/u.test(character)) return 'arabic';
  if (/\p{Script=Hebrew}/u.test(character)) return 'hebrew';
  if (/\p{Script=Thai}/u.test(character)) return 'thai';
  if (
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF00-\uFFEF]/u.test(
      character,
    )
  )
    return hasEastAsian ? 'east-asian' : null;
  if (/[\p{Extended_Pictographic}--\p{ASCII}]/v.test(character)) return null;
  return /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Devanagari}\p{Script=Common}]/u.test(
    character,
  )
    ? 'text'
    : null;
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
