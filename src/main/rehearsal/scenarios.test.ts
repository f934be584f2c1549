import { expect, test } from 'vitest';
import { deal, sizesOf } from './scenarios.ts';

test('the rush has all tickets that were asked for, and the others a share of them', () => {
  expect(sizesOf(2_000, 10)).toEqual({ 'same-code': 100, rush: 2_000, burst: 1_000, outage: 500 });
});

test('with few tickets every gate still has something to do in every step', () => {
  const sizes = sizesOf(10, 10);
  expect(sizes).toEqual({ 'same-code': 5, rush: 10, burst: 40, outage: 40 });
});

test('codes are dealt like cards, none twice and none left', () => {
  expect(deal(['a', 'b', 'c', 'd', 'e'], 2)).toEqual([
    ['a', 'c', 'e'],
    ['b', 'd'],
  ]);
});
