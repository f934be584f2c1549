import { expect, test } from '../../fixtures/kiosk.ts';

const WAYS_OUT = [
  './../preload/preload.cjs',
  './..%2fpreload%2fpreload.cjs',
  './%2e%2e%2fpreload%2fpreload.cjs',
  './..%5cpreload%5cpreload.cjs',
  './%252e%252e%252fpreload/preload.cjs',
  './assets/..%2f..%2f..%2fpackage.json',
  './%00index.html',
  './/etc/passwd',
  './assets/',
];

test('no path leads out of the interface’s folder', async ({ kiosk }) => {
  const window = await kiosk.window();
  for (const path of WAYS_OUT) {
    const answer = await window.evaluate(async (target) => {
      const response = await fetch(target);
      return { status: response.status, length: (await response.text()).length };
    }, path);
    expect(answer, path).toEqual({ status: 404, length: 0 });
  }
});

test('our scheme takes no writes', async ({ kiosk }) => {
  const status = await (
    await kiosk.window()
  ).evaluate(async () => (await fetch('./index.html', { method: 'PUT', body: 'x' })).status);
  expect(status).toBe(405);
  await kiosk.logged('Refused a request on our scheme', '"method":"PUT"');
});

test('a refused path is in the log with its reason', async ({ kiosk }) => {
  await (await kiosk.window()).evaluate(() => fetch('./..%2fpreload%2fpreload.cjs'));
  await kiosk.logged('Refused a request on our scheme', '"reason":"outside"');
});

test('every answer carries the policy, refusals included', async ({ kiosk }) => {
  const headers = await (
    await kiosk.window()
  ).evaluate(() =>
    Promise.all(
      ['./index.html', './no-such-file.js'].map(async (path) => {
        const response = await fetch(path);
        return [
          response.headers.get('content-security-policy'),
          response.headers.get('x-content-type-options'),
        ];
      }),
    ),
  );
  for (const [policy, sniffing] of headers) {
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|data:|https?:|\*/u);
    expect(sniffing).toBe('nosniff');
  }
});

test('the policy stops inline scripts, eval and strangers', async ({ kiosk }) => {
  const window = await kiosk.window();
  const outcome = await window.evaluate(async () => {
    const blocked = new Set<string>();
    // Violations are reported a little after the fact: wait for the fourth.
    const allReported = new Promise<void>((resolve) => {
      addEventListener('securitypolicyviolation', (event) => {
        blocked.add(event.effectiveDirective);
        if (blocked.size === 4) resolve();
      });
    });
    const script = document.createElement('script');
    script.textContent = 'globalThis.hasRunInline = true';
    document.body.append(script);
    const style = document.createElement('style');
    style.textContent = 'body { outline: 7px solid red }';
    document.head.append(style);
    const image = Object.assign(new Image(), { src: 'https://example.com/x.png' });
    document.body.append(image);
    const fetched = await fetch('https://example.com/').then(
      () => 'fetched',
      () => 'refused',
    );
    await allReported;
    return {
      hasRunInline: 'hasRunInline' in globalThis,
      outline: getComputedStyle(document.body).outlineWidth,
      fetched,
      blocked: [...blocked].toSorted(),
    };
  });
  expect(outcome.hasRunInline).toBe(false);
  expect(outcome.outline).not.toBe('7px');
  expect(outcome.fetched).toBe('refused');
  expect(outcome.blocked).toEqual(['connect-src', 'img-src', 'script-src-elem', 'style-src-elem']);
});

test('wasm compiles under the policy', async ({ kiosk }) => {
  const isCompiled = await (
    await kiosk.window()
  ).evaluate(async () => {
    const smallest = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
    return (await WebAssembly.compile(smallest)) instanceof WebAssembly.Module;
  });
  expect(isCompiled).toBe(true);
});
