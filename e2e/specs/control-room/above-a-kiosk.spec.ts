import type { Page } from '@playwright/test';
import { openLeadFirst, openSection, waitUntilScanning } from '../lead/lead-test.ts';
import { keepScreenshot } from '../scan/scan-test.ts';
import { poll } from '../../fixtures/poll.ts';
import { expect, test, waitForNight } from './control-room-test.ts';

/** Calls the bridge of a page; the words of the refusal, or "answered". */
async function replyTo(page: Page, name: string, input: unknown): Promise<string> {
  return page.evaluate(
    async ([callName, callInput]) => {
      const bridge = Reflect.get(globalThis, 'admitOne') as {
        readonly call: (name: string, input: unknown) => Promise<unknown>;
      };
      return bridge.call(callName, callInput).then(
        () => 'answered',
        (error: unknown) => String(error),
      );
    },
    [name, input] as const,
  );
}

test('the lead opens the control room above the kiosk, and each window keeps to its own calls', async ({
  launchKiosk,
  server,
  examples,
}) => {
  test.setTimeout(120_000);
  expect(examples).toBeDefined();
  const kiosk = await launchKiosk({ databaseUrl: server.url, settings: { gate: { id: 'G1' } } });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  await openLeadFirst(page);
  await openSection(page, 'state');
  await keepScreenshot(page, 'lead-open-control-room');
  await page.getByTestId('open-control-room').click();
  const room = await poll('the control room', kiosk.roomAbove);
  await waitForNight(room);
  await expect(room.locator('[data-testid="gate-strip"] [data-gate="G1"]')).toHaveAttribute(
    'data-standing',
    'well',
    { timeout: 30_000 },
  );

  expect(await replyTo(room, 'lead:unlock', { pin: '246810' })).toContain('not from the kiosk window');
  expect(await replyTo(room, 'gate:get-state', undefined)).toContain('not from the kiosk window');
  expect(await replyTo(page, 'control-room:get-night', undefined)).toContain(
    'not from the control-room window',
  );
  expect(await replyTo(room, 'control-room:get-window', undefined)).toBe('answered');
  const camera = await room.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      (error: unknown) => (error instanceof DOMException ? error.name : String(error)),
    ),
  );
  expect(camera).toBe('NotAllowedError');
  await room.evaluate(() => {
    location.href = './index.html';
  });
  await kiosk.logged('Refused to leave the kiosk', '"what":"navigation"');
  expect(room.url()).toContain('/control-room.html');

  await room.keyboard.press('2');
  await expect(room.locator('[data-testid="gate-tile"][data-gate="G1"]')).toContainText('No camera picture');
  await keepScreenshot(room, 'control-room-gates');
  await room.getByTestId('leave').click();
  await kiosk.logged('The control room is closed');
  await expect.poll(kiosk.roomAbove).toBeNull();
  await waitUntilScanning(page);
});

test('a control room runs beside a kiosk of the same laptop, and a second one ends', async ({
  launchKiosk,
}) => {
  const kiosk = await launchKiosk();
  const room = await launchKiosk({ folder: kiosk.folder, isControlRoom: true });
  await expect((await room.window()).getByTestId('away')).toContainText('Database away since');
  await expect(launchKiosk({ folder: kiosk.folder, isControlRoom: true })).rejects.toThrow(/ended|closed/u);
  await kiosk.logged('The control room runs already');
  expect(await (await kiosk.window()).evaluate(() => 1 + 1)).toBe(2);
  expect(await room.stop()).toBe(0);
});
