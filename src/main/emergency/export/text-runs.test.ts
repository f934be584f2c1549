import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasMissingLetters, toRuns } from './text-runs.ts';

describe('a line', () => {
  test.each([
    ['Zoë Łukasiewicz', [['text', 'Zoë Łukasiewicz']]],
    ['श्रीकान्त', [['text', 'श्रीकान्त']]],
    ['สมชาย ศรีสุข', [['thai', 'สมชาย ศรีสุข']]],
    ['محمد عبد', [['arabic', 'محمد عبد']]],
    ['', []],
  ])('%s is drawn in the fonts of its scripts', (text, expected) => {
    expect(toRuns(text, false).map(({ font, text: run }) => [font, run])).toEqual(expected);
  });

  test('of two directions is put in the order in which it is seen', () => {
    const seen = toRuns('Ali (علي) 42', false).map(({ text }) => text);
    expect(seen.join('|')).toBe('Ali (|علي|) |42');
    // In a right-to-left stretch the number stands to the left of the word that it follows.
    expect(toRuns('علي 42 سعيد', false).flatMap(({ text }) => text.trim() || [])).toEqual([
      'سعيد',
      '42',
      'علي',
    ]);
  });

  test('of Chinese needs the system’s font, and shows boxes without one', () => {
    expect(toRuns('王小明', true)).toEqual([{ font: 'east-asian', text: '王小明' }]);
    expect(toRuns('王小明', false)).toEqual([{ font: 'text', text: '□□□' }]);
    expect(hasMissingLetters('王小明', false)).toBe(true);
    expect(hasMissingLetters('தமிழ்', true)).toBe(true);
    expect(hasMissingLetters('Nguyễn', false)).toBe(false);
  });

  test('loses no letter, whatever it is made of', () => {
    assert(
      property(string({ unit: 'grapheme' }), (text) => {
        const drawn = toRuns(text, true)
          .map((run) => run.text)
          .join('');
        expect(Array.from(drawn)).toHaveLength(Array.from(text).length);
      }),
    );
  });
});
