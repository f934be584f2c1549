import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/kiosk.ts';

/** What reloads, closes, prints, zooms, searches or opens tools in a browser. */
const BREAKING_KEYS = [
  'Control+r',
  'Control+Shift+R',
  'F5',
  'Control+w',
  'Control+Shift+I',
  'F11',
  'F12',
  'Control+p',
  'Control+f',
  'Control+=',
  'Control+0',
  'Alt+ArrowLeft',
];

test('keys that would break the kiosk do not reach the page', async ({ kiosk }) => {
  const window = await kiosk.window();
  await listen(window);
  for (const keys of BREAKING_KEYS) await window.keyboard.press(keys);
  // The page's own listener has seen the last of them when this letter arrives.
  await window.keyboard.press('z');
  await expect.poll(() => reached(window)).toContain('z');
  expect(await reached(window)).toEqual(
    BREAKING_KEYS.flatMap((keys) => keys.split('+').slice(0, -1)).concat('z'),
  );
  for (const key of ['r', 'F5', 'F12', 'ArrowLeft']) {
    await kiosk.logged('A key was kept from the page', `"key":"${key}"`);
  }
});

test('letters, digits, Enter and the typing key reach the page', async ({ kiosk }) => {
  const window = await kiosk.window();
  await listen(window);
  const keys = ['a', '7', 'Enter', 'F8', 'Escape'];
  for (const key of keys) await window.keyboard.press(key);
  await expect.poll(() => reached(window)).toEqual(keys);
});

test('Ctrl+Shift+Q ends the kiosk when it is held, and not when it is struck', async ({ kiosk }) => {
  const window = await kiosk.window();
  await window.keyboard.press('Control+Shift+KeyQ');
  await window.keyboard.down('Control');
  await window.keyboard.down('Shift');
  await window.keyboard.down('KeyQ');
  expect(await kiosk.exitCode()).toBe(0);
  const lines = await kiosk.logLines();
  expect(lines.filter((line) => line.includes('the staff’s chord was held'))).toHaveLength(1);
});

/** Notes every key that reaches the page, before anything of the page's own can stop it. */
async function listen(window: Page): Promise<void> {
  await window.evaluate(() => {
    const keys: string[] = [];
    Reflect.set(globalThis, 'reached', keys);
    addEventListener('keydown', ({ key }) => keys.push(key), true);
  });
}

async function reached(window: Page): Promise<readonly string[]> {
  return window.evaluate(() => Reflect.get(globalThis, 'reached') as string[]);
}
