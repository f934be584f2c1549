import { describe, expect, test } from 'vitest';
import { chooseRemedy } from './back-off.ts';

describe('the remedy for a window that failed', () => {
  test('is a reload at once the first time', () => {
    expect(chooseRemedy([5_000])).toEqual({ kind: 'reload', delayMs: 0 });
  });

  test('is a later reload each time, and in the end a new start', () => {
    const failures = [0, 1_000, 3_000, 8_000, 20_000];
    const remedies = failures.map((_failure, index) => chooseRemedy(failures.slice(0, index + 1)));
    const delays = remedies.map((remedy) => (remedy.kind === 'reload' ? remedy.delayMs : 'relaunch'));
    expect(delays).toEqual([0, 1_000, 3_000, 10_000, 'relaunch']);
  });

  test('forgets failures of an hour ago', () => {
    const anHourMs = 3_600_000;
    expect(chooseRemedy([0, 1, 2, 3, anHourMs])).toEqual({ kind: 'reload', delayMs: 0 });
  });
});
