import { expect, test } from 'vitest';
import { createBegunAttempts } from './begun-attempts.ts';

test('an attempt id stays with its code, for as many attempts as are kept', () => {
  const attempts = createBegunAttempts(2);
  expect([attempts.begin('a', 'one'), attempts.begin('a', 'one'), attempts.begin('a', 'two')]).toEqual([
    true,
    true,
    false,
  ]);
  expect(attempts.begin('b', 'one')).toBe(true);
  expect(attempts.begin('a', 'two')).toBe(false);
  expect(attempts.begin('c', 'one')).toBe(true);
  expect(attempts.begin('a', 'two')).toBe(true);
});
