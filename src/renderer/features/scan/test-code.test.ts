import { expect, it } from 'vitest';
import { TEST_CODE } from '#shared/gate-check.ts';
import type { FrameReading } from '../../decoder/port.ts';
import { seeTestCode } from './test-code.ts';

function readingOf(text: string): FrameReading {
  const corners = [
    { x: 10, y: 10 },
    { x: 130, y: 100 },
    { x: 120, y: 200 },
    { x: 0, y: 110 },
  ] as const;
  return { codes: [{ text, corners }], hint: null, brightness: 100, durationMs: 4 };
}

it('tells how long the test code took and how wide it stood, tilted or not', () => {
  expect(seeTestCode(readingOf(TEST_CODE), 1_000, 1_025)).toEqual({
    atMs: 1_025,
    readInMs: 25,
    widthPx: 150,
  });
});

it('takes nothing else for the test code', () => {
  for (const text of [TEST_CODE.toLowerCase(), `${TEST_CODE} `, '', 'TICKET']) {
    expect(seeTestCode(readingOf(text), 0, 1)).toBeNull();
  }
});
