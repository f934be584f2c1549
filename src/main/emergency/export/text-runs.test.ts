import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fontsOfPackages } from './font-packages.ts';
import { openFonts } from './opened-fonts.ts';
import { hasMissingLetters, type Letters, toRuns } from './text-runs.ts';

/** The program's own fonts, on a laptop that has none. */
const own = await openFonts({ ...fontsOfPackages(), ofSystem: () => Promise.resolve([]) });
/** A laptop with a font that has some letters and no others, as the system’s fonts have. */
const withSystem = (pattern: RegExp): Letters => ({
  names: [...own.names, 'system-0'],
  hasGlyph: (font, codePoint) =>
    font === 'system-0' ? pattern.test(String.fromCodePoint(codePoint)) : own.hasGlyph(font, codePoint),
});
const chinese = withSystem(/\p{Script=Han}/u);

describe('a line', () => {
  test.each([
    ['Zoë Łukasiewicz', [['text', 'Zoë Łukasiewicz']]],
    ['श्रीकान्त', [['text', 'श्रीकान्त']]],
    ['สมชาย ศรีสุข', [['thai', 'สมชาย ศรีสุข']]],
    ['محمد عبد', [['arabic', 'محمد عبد']]],
    ['', []],
  ])('%s is drawn in the fonts of its scripts', (text, expected) => {
    expect(toRuns(text, own).map(({ font, text: run }) => [font, run])).toEqual(expected);
  });

  test('of two directions is put in the order in which it is seen', () => {
    const seen = toRuns('Ali (علي) 42', own).map(({ text }) => text);
    expect(seen.join('|')).toBe('Ali (|علي|) |42');
    // In a right-to-left stretch the number stands to the left of the word that it follows.
    expect(toRuns('علي 42 سعيد', own).flatMap(({ text }) => text.trim() || [])).toEqual([
      'سعيد',
      '42',
      'علي',
    ]);
  });

  test('of Chinese needs the system’s font, and shows boxes without one', () => {
    expect(toRuns('王小明', chinese)).toEqual([{ font: 'system-0', text: '王小明' }]);
    expect(toRuns('王小明', own)).toEqual([{ font: 'text', text: '□□□' }]);
    expect(hasMissingLetters('王小明', own)).toBe(true);
    expect(hasMissingLetters('Nguyễn', own)).toBe(false);
  });

  test('of Korean shows boxes that are counted where the font for Chinese has none of its letters', () => {
    expect(toRuns('김민준', chinese)).toEqual([{ font: 'text', text: '□□□' }]);
    expect(hasMissingLetters('김민준', chinese)).toBe(true);
    expect(toRuns('김民준', withSystem(/[\p{Script=Han}\p{Script=Hangul}]/u))).toEqual([
      { font: 'system-0', text: '김民준' },
    ]);
  });

  test('of Tamil is drawn in the font that has it, whatever that is', () => {
    expect(hasMissingLetters('தமிழ்', own)).toBe(true);
    expect(toRuns('தமிழ்', withSystem(/\p{Script=Tamil}/u))).toEqual([{ font: 'system-0', text: 'தமிழ்' }]);
  });

  test('of letters that are taken for granted finds them all in the font of the text', () => {
    for (const [from, to] of [
      [0x20, 0x7e],
      [0xa0, 0x24f],
      [0x1e00, 0x1eff],
    ] as const) {
      for (let codePoint = from; codePoint <= to; codePoint += 1) {
        expect(own.hasGlyph('text', codePoint), codePoint.toString(16)).toBe(true);
      }
    }
  });

  test('loses no letter, whatever it is made of', () => {
    assert(
      property(string({ unit: 'grapheme' }), (text) => {
        const drawn = toRuns(text, chinese)
          .map((run) => run.text)
          .join('');
        expect(Array.from(drawn)).toHaveLength(Array.from(text).length);
      }),
    );
  });
});
