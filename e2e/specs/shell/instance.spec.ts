import { expect, test } from '../../fixtures/kiosk.ts';

test('a second kiosk in the same folder ends and leaves the first alone', async ({ kiosk, launchKiosk }) => {
  await kiosk.window();
  // It never opens a window, so the launch itself reports its end.
  await expect(launchKiosk({ folder: kiosk.folder })).rejects.toThrow(/ended|closed/u);
  await kiosk.logged('The kiosk runs already');
  await kiosk.logged('A second start was turned away');
  expect(await (await kiosk.window()).evaluate(() => 1 + 1)).toBe(2);
});

test('a kiosk that is asked to end closes its gate first', async ({ kiosk }) => {
  await kiosk.window();
  expect(await kiosk.stop()).toBe(0);
  await kiosk.logged('The kiosk ends', '"exitCode":0');
});
