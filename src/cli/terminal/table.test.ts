import { expect, test } from 'vitest';
import { tableOf } from './table.ts';

test('columns are as wide as their widest cell, colours not counted, numbers to the right', () => {
  const red = '\u001B[31mG10\u001B[39m';
  expect(
    tableOf(
      [
        ['gate', 'scans'],
        [red, '7'],
        ['G2', '1204'],
      ],
      { alignRight: [1] },
    ),
  ).toEqual(['gate  scans', `${red}       7`, 'G2     1204']);
});
