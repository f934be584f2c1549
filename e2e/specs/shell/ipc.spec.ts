import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/kiosk.ts';

/** Calls the bridge with whatever; the answer, or the words of the refusal. */
async function call(window: Page, name: string, input: unknown): Promise<string> {
  return window.evaluate(
    async ([callName, callInput]) => {
      const bridge = Reflect.get(globalThis, 'admitOne') as {
        readonly call: (name: string, input: unknown) => Promise<unknown>;
      };
      try {
        return JSON.stringify(await bridge.call(callName, callInput));
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    [name, input] as const,
  );
}

test('the kiosk’s own page is answered', async ({ kiosk }) => {
  expect(JSON.parse(await call(await kiosk.window(), 'gate:get-state', undefined))).toMatchObject({
    gate: { id: 'G1' },
    isPractice: true,
  });
});

const ATTEMPT = {
  attemptId: '01980000-0000-7000-8000-000000000000',
  code: 'x',
  doorTime: '2026-06-01T18:00:00.000Z',
  source: 'camera',
};

test('a call with nonsense for input is refused with a reason and without its value', async ({ kiosk }) => {
  const window = await kiosk.window();
  for (const [name, input, reason] of [
    ['attempt:submit', undefined, 'whole input: invalid_type'],
    ['attempt:submit', { ...ATTEMPT, code: 42 }, 'code: invalid_type'],
    ['attempt:submit', { ...ATTEMPT, code: 'x'.repeat(10_000) }, 'code: too_big'],
    ['attempt:submit', { ...ATTEMPT, verdict: 'admitted' }, 'whole input: unrecognized_keys'],
    ['gate:get-state', { gate: 'G2' }, 'whole input: invalid_type'],
    ['log:write', { level: 'fatal', message: 'x' }, 'level: invalid_value'],
  ] as const) {
    expect(await call(window, name, input)).toContain(`refused: its input is wrong (${reason})`);
    const line = await kiosk.logged('Refused a call', `"call":"${name}"`, reason);
    expect(line).not.toContain(ATTEMPT.attemptId);
  }
});

test('a call that the contract does not name does not exist', async ({ kiosk }) => {
  expect(await call(await kiosk.window(), 'settings:write', {})).toBe('There is no call "settings:write".');
});

test('the page reaches the bridge and nothing of Electron or Node', async ({ kiosk }) => {
  const found = await (
    await kiosk.window()
  ).evaluate(() => ({
    bridge: Object.keys(Reflect.get(globalThis, 'admitOne') as object).toSorted(),
    globals: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
      (name) => name in globalThis,
    ),
  }));
  expect(found).toEqual({ bridge: ['call', 'on'], globals: [] });
});

test('the page can’t put another bridge in the place of ours', async ({ kiosk }) => {
  const isReplaced = await (
    await kiosk.window()
  ).evaluate(() => {
    const before: unknown = Reflect.get(globalThis, 'admitOne');
    Reflect.set(globalThis, 'admitOne', { call: () => {} });
    return Reflect.get(globalThis, 'admitOne') !== before;
  });
  expect(isReplaced).toBe(false);
});

test('a frame inside the page has no bridge', async ({ kiosk }) => {
  const hasBridge = await (
    await kiosk.window()
  ).evaluate(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    return frame.contentWindow !== null && 'admitOne' in frame.contentWindow;
  });
  expect(hasBridge).toBe(false);
});

test('a call from a frame inside the page is refused', async ({ kiosk }) => {
  test.skip(
    kiosk.runtime === 'electron',
    'On Electron a frame has no way to call at all; only the stand-in’s transport reaches into frames.',
  );
  const reply = await (
    await kiosk.window()
  ).evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const invoke = Reflect.get(frame.contentWindow ?? {}, 'standInInvoke') as (
      channel: string,
      args: readonly unknown[],
    ) => Promise<unknown>;
    return invoke('gate:get-state', []);
  });
  expect(reply).toMatchObject({ ok: false });
  await kiosk.logged('Refused a call', '"call":"gate:get-state"', 'a frame inside the page');
});
