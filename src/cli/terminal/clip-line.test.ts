import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { clipLine } from './clip-line.ts';
import { plainText } from './plain-text.ts';
import { wrapText } from './wrap-text.ts';

const RED = '\u001B[31m';
const DEFAULT = '\u001B[39m';

test.each([
  ['short enough', 'ten letter', 10, 'ten letter'],
  ['too long', 'eleven letters', 10, 'eleven le…'],
  ['colours take no room', `${RED}ten letter${DEFAULT}`, 10, `${RED}ten letter${DEFAULT}`],
  ['a colour ends at the cut', `${RED}eleven letters${DEFAULT}`, 5, `${RED}elev…\u001B[0m`],
  ['wide letters take two columns', '東京音楽堂', 5, '東京…'],
  ['a letter and its accents stay together', 'e\u0301e\u0301e\u0301e\u0301', 3, 'e\u0301e\u0301…'],
  ['no room at all', 'words', 0, ''],
])('%s', (_what, line, columns, expected) => {
  expect(clipLine(line, columns)).toBe(expected);
});

test('whatever is cut fits', () => {
  const line = `a ${RED}red 東京 e\u0301${DEFAULT} and 👩‍👩‍👧 more`;
  for (let columns = 1; columns < 30; columns += 1) {
    expect(stringWidth(clipLine(line, columns))).toBeLessThanOrEqual(columns);
  }
});

test('a name from the database cannot command the terminal', () => {
  expect(plainText('Eve\u001B[2J\u0007\r\nnext \u202Eline')).toBe('Eve [2J next  line');
});

test('text is broken between words, and a long word stands alone', () => {
  expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapText('unbreakable words', 5)).toEqual(['unbreakable', 'words']);
  expect(wrapText('one two three', Infinity)).toEqual(['one two three']);
});
