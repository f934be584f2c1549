import { keepScreenshot, openLeadFirst, waitUntilScanning } from '../lead/lead-test.ts';
import { expect, openRoomAbove, test } from './control-room-test.ts';

test('the control room at a gate says when it closes itself, and a turn of the wheel or of the mouse puts it off', async ({
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
  const room = await openRoomAbove(page, kiosk.roomAbove);
  await room.setViewportSize({ width: 1366, height: 768 });
  const closing = room.getByTestId('closing');
  await expect(room.getByTestId('leave')).toBeVisible();
  await expect(closing).toHaveCount(0);

  /** The page takes it that so many seconds have gone by; the main process does not. */
  const goOn = (seconds: number) =>
    room.evaluate((ms) => {
      const before = performance.now.bind(performance);
      performance.now = () => before() + ms;
    }, seconds * 1_000);
  await room.mouse.move(600, 400);
  await goOn(280);
  await expect(closing).toHaveText(/^Closes in 0:[012]\d touch to stay$/u);
  await keepScreenshot(room, 'control-room-closing');
  await room.mouse.wheel(0, 40);
  await expect(closing).toHaveCount(0);
  await goOn(280);
  await expect(closing).toBeVisible();
  await room.mouse.move(700, 450, { steps: 4 });
  await expect(closing).toHaveCount(0);
});
