import { expect, test } from '../../fixtures/kiosk.ts';

for (const [what, target] of [
  ['another site', 'https://example.com/steal?code=1'],
  ['a plain http site', 'http://127.0.0.1:9/'],
  ['another document of our own origin', './another.html'],
] as const) {
  test(`a page that sends itself to ${what} stays where it is`, async ({ kiosk }) => {
    const window = await kiosk.window();
    const before = window.url();
    await window.evaluate((url) => {
      Reflect.set(globalThis, 'isStillThere', true);
      location.href = url;
    }, target);
    const line = await kiosk.logged('Refused to leave the kiosk', '"what":"navigation"');
    expect(line).not.toContain('code=1');
    expect(window.url()).toBe(before);
    expect(await window.evaluate(() => Reflect.get(globalThis, 'isStillThere'))).toBe(true);
  });
}

test('a page may start its own document over', async ({ kiosk }) => {
  const window = await kiosk.window();
  await window.evaluate(() => {
    Reflect.set(globalThis, 'isStillThere', true);
    location.reload();
  });
  await expect
    .poll(() => window.evaluate(() => Reflect.get(globalThis, 'isStillThere')).catch(() => true))
    .toBeUndefined();
});

test('a popup does not open', async ({ kiosk }) => {
  const window = await kiosk.window();
  const opened = await window.evaluate(() => open('https://example.com/popup') === null);
  expect(opened).toBe(true);
  await kiosk.logged('Refused to leave the kiosk', '"what":"popup"', 'example.com');
  expect(window.context().pages()).toHaveLength(1);
});

test('a link that asks for a window of its own gets none', async ({ kiosk }) => {
  const window = await kiosk.window();
  await window.evaluate(() => {
    const link = Object.assign(document.createElement('a'), {
      href: 'https://example.com/linked',
      target: '_blank',
      textContent: 'a link',
    });
    Object.assign(link.style, { position: 'fixed', inset: '0', zIndex: '99999' });
    document.body.append(link);
  });
  // A hand's click: Chromium itself stops a popup that nobody clicked for.
  await window.mouse.click(200, 200);
  await kiosk.logged('Refused to leave the kiosk', '"what":"popup"', 'example.com');
  await expect.poll(() => window.context().pages().length).toBe(1);
});

test('a frame of another site is not loaded', async ({ kiosk }) => {
  const window = await kiosk.window();
  const blocked = await window.evaluate(async () => {
    const violation = new Promise<string>((resolve) => {
      addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
        once: true,
      });
    });
    document.body.append(
      Object.assign(document.createElement('iframe'), { src: 'https://example.com/framed' }),
    );
    return violation;
  });
  expect(blocked).toMatch(/^(frame-src|child-src|default-src)$/u);
});
