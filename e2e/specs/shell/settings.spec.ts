import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readLog } from '../../fixtures/kiosk-log.ts';
import { expect, test } from '../../fixtures/kiosk.ts';

test('a slip in the settings is told to the screen, and the gate is what the rest of them says', async ({
  launchKiosk,
}) => {
  const kiosk = await launchKiosk({ settings: { gate: { id: 'G7' }, operater: 'Ada' } });
  const window = await kiosk.window();
  await expect(window.getByTestId('settings-damaged')).toBeVisible();
  const told = await window.evaluate(async () => {
    const bridge = Reflect.get(globalThis, 'admitOne') as {
      readonly call: (name: string) => Promise<unknown>;
    };
    return {
      screen: await bridge.call('settings:get-screen'),
      state: await bridge.call('gate:get-state'),
    };
  });
  expect(told).toMatchObject({
    screen: { settingsProblem: expect.stringContaining('operater') },
    state: { gate: { id: 'G7' } },
  });
});

test('settings of a newer program end the kiosk with a sentence, and it does not start anew', async ({
  launchKiosk,
}) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-e2e-newer-'));
  await expect(launchKiosk({ folder, settings: { version: 2 } })).rejects.toThrow(/ended|closed/u);
  const log = (await readLog(folder)).join('\n');
  expect(log).toContain('written by a newer version');
  expect(log).not.toContain('Starting the program anew');
  await rm(folder, { recursive: true });
});
