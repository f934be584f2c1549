import { expect, test } from 'vitest';
import { readLaunchOptions } from './launch-options.ts';

test('a start without variables is the product: a kiosk, no practice, nobody who waits for it', () => {
  expect(readLaunchOptions({})).toEqual({
    windowMode: 'kiosk',
    isControlRoom: false,
    isPractice: false,
    launcherPid: null,
    appImage: undefined,
  });
});

test('the control room is asked for by a variable or on the command line', () => {
  expect(readLaunchOptions({ ADMIT_ONE_CONTROL_ROOM: '1' }).isControlRoom).toBe(true);
  expect(readLaunchOptions({}, ['admit-one', '--control-room']).isControlRoom).toBe(true);
  expect(readLaunchOptions({ ADMIT_ONE_CONTROL_ROOM: '' }, ['admit-one']).isControlRoom).toBe(false);
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
