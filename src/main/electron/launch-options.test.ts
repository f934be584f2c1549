import { expect, test } from 'vitest';
import { readLaunchOptions } from './launch-options.ts';

test('a start without variables is the product: a kiosk, no practice, nobody who waits for it', () => {
  expect(readLaunchOptions({})).toEqual({
    windowMode: 'kiosk',
    isPractice: false,
    launcherPid: null,
    appImage: undefined,
  });
});

test('a misspelt window mode does not open a gate’s laptop', () => {
  expect(readLaunchOptions({ ADMIT_ONE_WINDOW: 'Window' }).windowMode).toBe('kiosk');
  expect(readLaunchOptions({ ADMIT_ONE_WINDOW: 'window' }).windowMode).toBe('window');
  expect(readLaunchOptions({ ADMIT_ONE_WINDOW: 'hidden' }).windowMode).toBe('hidden');
});

test('a launcher is a process id and nothing else', () => {
  expect(readLaunchOptions({ ADMIT_ONE_LAUNCHER: '4711' }).launcherPid).toBe(4_711);
  for (const value of ['', '0', '-1', 'yes', '1.5']) {
    expect(readLaunchOptions({ ADMIT_ONE_LAUNCHER: value }).launcherPid).toBeNull();
  }
});
