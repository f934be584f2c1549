import { expect, test } from 'vitest';
import { readLaunchOptions } from './launch-options.ts';

test('a start without variables is the product: a kiosk, no practice, nobody who waits for it', () => {
  expect(readLaunchOptions({})).toEqual({
    windowMode: 'kiosk',
    isPractice: false,
    hasLauncher: false,
    appImage: undefined,
  });
});

test('a misspelt window mode does not open a gate’s laptop', () => {
  expect(readLaunchOptions({ ADMIT_ONE_WINDOW: 'Window' }).windowMode).toBe('kiosk');
  expect(readLaunchOptions({ ADMIT_ONE_WINDOW: 'window' }).windowMode).toBe('window');
  expect(readLaunchOptions({ ADMIT_ONE_WINDOW: 'hidden' }).windowMode).toBe('hidden');
});
