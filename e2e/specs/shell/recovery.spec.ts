import { expect, test } from '../../fixtures/kiosk.ts';

test('a renderer that was killed comes back by itself and is answered again', async ({ kiosk }) => {
  await kiosk.window();
  await kiosk.crashRenderer();
  await kiosk.logged('The window’s process is gone', '"remedy":"reload"');
  const window = await kiosk.window();
  const state = await window.evaluate(() =>
    (Reflect.get(globalThis, 'admitOne') as { call: (name: string) => Promise<unknown> }).call(
      'gate:get-state',
    ),
  );
  expect(state).toMatchObject({ gate: { id: 'G1' } });
});

test('a renderer that is killed twice comes back twice, the second time later', async ({ kiosk }) => {
  for (const failures of [1, 2]) {
    await kiosk.window();
    await kiosk.crashRenderer();
    await kiosk.logged('The window’s process is gone', `"failures":${failures}`);
  }
  const window = await kiosk.window();
  expect(await window.evaluate(() => 'admitOne' in globalThis)).toBe(true);
});

test('a renderer that hangs is noticed without a touch, ended and brought back', async ({ kiosk }) => {
  test.setTimeout(90_000);
  const window = await kiosk.window();
  // The answer never comes: the page is busy for good.
  window
    .evaluate(() => {
      for (;;);
    })
    .catch(() => {});
  await expect
    .poll(async () => (await kiosk.logLines()).some((line) => line.includes('The window hangs')), {
      timeout: 40_000,
    })
    .toBe(true);
  await kiosk.logged('The window’s process is gone', '"remedy":"reload"');
  expect(await (await kiosk.window()).evaluate(() => 1 + 1)).toBe(2);
});

test('a page that loads and never starts is noticed and loaded again', async ({ kiosk }) => {
  test.setTimeout(120_000);
  const window = await kiosk.window();
  // Every document of this page from now on throws while it starts.
  await window.addInitScript(() => {
    Object.defineProperty(globalThis, 'AudioContext', {
      get: () => {
        throw new Error('broken by the spec');
      },
    });
  });
  await window.reload();
  await expect
    .poll(async () => (await kiosk.logLines()).some((line) => line.includes('loaded and did not start')), {
      timeout: 50_000,
    })
    .toBe(true);
  await kiosk.logged('The page loaded and did not start', '"remedy":"reload"');
});
