import { expect, test } from 'vitest';
import { judgeClock } from './clock-offset.ts';

test.each([
  ['a clock that goes with the server’s', 1, 3, 'green', 'goes with'],
  ['a second apart', -1_000, 3, 'green', '1 s ahead of'],
  ['three seconds apart', 3_000, 3, 'amber', '3 s behind'],
  ['three seconds apart on a network that blurs them', 3_000, 1_500, 'green', 'behind'],
  ['in another time zone', -3_600_000, 3, 'red', '1 h 0 min ahead of'],
] as const)('%s', (_name, offsetMs, uncertaintyMs, level, words) => {
  const judged = judgeClock({ offsetMs, uncertaintyMs });
  expect(judged.level).toBe(level);
  expect(judged.finding).toContain(words);
});
