import { expect, test } from 'vitest';
import { quantile } from './quantile.ts';

const TWENTY = Array.from({ length: 20 }, (_, at) => at + 1);

test.each([
  ['the median of an even number is the lower of the two', TWENTY, 0.5, 10],
  ['the 95th percentile of twenty is the nineteenth', TWENTY, 0.95, 19],
  ['the 99th of few is the greatest', TWENTY, 0.99, 20],
  ['every share of one number is that number', [7], 0.05, 7],
  ['no share is the smallest', TWENTY, 0, 1],
  ['of nothing there is none', [], 0.5, Number.NaN],
])('%s', (_sentence, sorted, share, expected) => {
  expect(quantile(sorted, share)).toBe(expected);
});
