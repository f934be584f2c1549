import { expect, test } from 'vitest';
import { judgeLatency } from './row-lock-latency.ts';

const times = (usualMs: number, slowestMs: number): number[] => [
  ...Array.from({ length: 45 }, () => usualMs),
  ...Array.from({ length: 5 }, () => slowestMs),
];

test.each([
  ['quick', { timesMs: times(4, 12), conflicts: 0 }, 'green'],
  ['slow in the middle', { timesMs: times(25, 30), conflicts: 0 }, 'amber'],
  ['slow now and then', { timesMs: times(4, 120), conflicts: 0 }, 'amber'],
  ['much too slow', { timesMs: times(300, 800), conflicts: 0 }, 'red'],
  ['quick, but somebody else was at it', { timesMs: times(4, 12), conflicts: 1 }, 'amber'],
  ['held by somebody else all the time', { timesMs: [], conflicts: 4 }, 'red'],
] as const)('an admission that is %s', (_name, facts, level) => {
  expect(judgeLatency(facts).level).toBe(level);
});

test('says the median, the 95th percentile and how often it was tried', () => {
  expect(judgeLatency({ timesMs: times(4, 120), conflicts: 0 }).finding).toBe(
    '4.0 ms in the middle, 120 ms for the slowest twentieth (50 row-locked transactions, rolled back).',
  );
});
