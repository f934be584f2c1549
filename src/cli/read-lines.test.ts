import { assert, asyncProperty, array, nat, string } from 'fast-check';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readLines } from './read-lines.ts';

async function linesOf(pieces: readonly (Buffer | string)[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLines(Readable.from(pieces))) lines.push(line);
  return lines;
}

test('lines end at LF and CRLF only, and the last one needs no end', async () => {
  expect(await linesOf(['a\r\nb\u2028c\n\nd'])).toEqual(['a', 'b\u2028c', '', 'd']);
  expect(await linesOf(['a\n'])).toEqual(['a']);
  expect(await linesOf([])).toEqual([]);
});

test('however the bytes are cut into pieces, the lines are the same', async () => {
  await assert(
    asyncProperty(array(string({ unit: 'grapheme' })), nat(7), async (texts, size) => {
      const lines = texts.map((text) => text.replaceAll(/[\r\n]/gu, ' '));
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      const step = size + 1;
      const pieces = Array.from({ length: Math.ceil(bytes.length / step) }, (_, at) =>
        bytes.subarray(at * step, (at + 1) * step),
      );
      expect(await linesOf(pieces)).toEqual(lines);
    }),
  );
});
