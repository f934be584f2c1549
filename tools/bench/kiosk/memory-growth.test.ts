import { expect, it } from 'vitest';
import { growingParts, type MemorySample } from './memory-growth.ts';

const MEGABYTE = 1_000_000;

function sample(frames: number, more: Partial<MemorySample> = {}): MemorySample {
  return {
    frames,
    pageBytes: 3 * MEGABYTE,
    workerBytes: 2 * MEGABYTE,
    rendererBytes: 220 * MEGABYTE,
    mainBytes: 180 * MEGABYTE,
    ...more,
  };
}

it('calls memory flat that only breathes', () => {
  const breath = { pageBytes: 3.8 * MEGABYTE, rendererBytes: 235 * MEGABYTE };
  expect(
    growingParts([sample(0), sample(1_000, { rendererBytes: 300 * MEGABYTE }), sample(2_000, breath)]),
  ).toEqual([]);
});

it('names the part that has grown', () => {
  const grown = { workerBytes: 4 * MEGABYTE, mainBytes: 220 * MEGABYTE };
  expect(growingParts([sample(0), sample(2_000, grown)])).toEqual(['worker heap', 'main process']);
});

it('says nothing about what could not be measured', () => {
  const unknown = { workerBytes: null, rendererBytes: null, mainBytes: null };
  expect(growingParts([sample(0, unknown), sample(2_000)])).toEqual([]);
});
