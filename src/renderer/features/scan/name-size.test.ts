import { expect, it } from 'vitest';
import { nameSize } from './name-size.ts';

it.each([
  ['Ada Lovelace', 'large'],
  ['欧阳娜娜', 'large'],
  ['สมชาย ใจดี', 'large'],
  ['Maximiliane von Hohenzollern', 'medium'],
  ['María de los Ángeles Fernández-Etxebarria y Goikoetxea', 'small'],
  ['Wolfeschlegelsteinhausenbergerdorff '.repeat(3), 'tiny'],
])('writes %s %s', (name, size) => {
  expect(nameSize(name)).toBe(size);
});
