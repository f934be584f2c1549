import { expect, test } from 'vitest';
import { findPowerWith } from './power.ts';

test('what feeds the laptop is asked anew each time, and not before Electron is ready', () => {
  let isReady = false;
  let isOnBattery = false;
  const isOnBatteryPower = () => {
    if (!isReady) throw new Error('asked too soon');
    return isOnBattery;
  };
  const findPower = findPowerWith({ isOnBatteryPower }, { isReady: () => isReady });
  expect(findPower()).toBeNull();
  isReady = true;
  expect(findPower()).toBe('mains');
  isOnBattery = true;
  expect(findPower()).toBe('battery');
});
