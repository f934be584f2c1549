import type { Page } from '@playwright/test';
import {
  keepScreenshot,
  openLeadFirst,
  openSection,
  ordinaryCode,
  rowsOf,
  scanByKeyboard,
  waitUntilScanning,
} from '../lead/lead-test.ts';
import { expect, openRoomAbove, test } from './control-room-test.ts';

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
  const room = await openRoomAbove(page, kiosk.roomAbove);
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
  await expect(room.locator('[data-testid="gate-tile"][data-gate="G1"]')).toContainText('No picture');
  await keepScreenshot(room, 'control-room-gates');
  await room.getByTestId('leave').click();
  await kiosk.logged('The control room is closed');
  await expect.poll(kiosk.roomAbove).toBeNull();
  await waitUntilScanning(page);
});

test('the kiosk judges nobody while the control room is in front, and goes on as soon as it is not', async ({
  launchKiosk,
  server,
  examples,
  makeFilm,
}) => {
  test.setTimeout(120_000);
  const scenes = examples.admitted.flatMap(({ code }) => [
    { codes: [{ text: code, style: 'paper' as const }], seconds: 2 },
    { codes: [], seconds: 1 },
  ]);
  const kiosk = await launchKiosk({
    databaseUrl: server.url,
    settings: { gate: { id: 'G1' } },
    film: await makeFilm(scenes),
  });
  const page = await kiosk.window();
  const attempts = async () =>
    Number((await rowsOf(server.url, 'select count(*) as n from scan_attempts'))[0]?.['n']);
  await waitUntilScanning(page);
  const atStart = await attempts();
  await expect.poll(attempts, { timeout: 30_000 }).toBeGreaterThan(atStart);
  await openLeadFirst(page);
  const room = await openRoomAbove(page, kiosk.roomAbove);
  const behind = page.getByTestId('behind-control-room');
  await expect(behind).toHaveText('The control room is in front');
  // What was asked before it opened is answered.
  await expect(page.getByTestId('scan-screen')).toHaveAttribute('data-phase', 'scanning');
  const before = await attempts();

  await scanByKeyboard(page, ordinaryCode(examples, 9));
  await keepScreenshot(page, 'kiosk-behind-control-room');
  // A page that was loaded anew knows it too.
  await page.reload();
  await expect(behind).toBeVisible({ timeout: 30_000 });
  // The camera has shown ticket after ticket meanwhile.
  await expect
    .poll(() => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0), { timeout: 30_000 })
    .toBeGreaterThan(4);
  expect(await attempts()).toBe(before);

  await room.getByTestId('leave').click();
  await expect.poll(kiosk.roomAbove).toBeNull();
  await expect(behind).toBeHidden();
  await expect.poll(attempts, { timeout: 30_000 }).toBeGreaterThan(before);
  await expect(page.getByTestId('verdict').first()).toBeVisible({ timeout: 30_000 });
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
