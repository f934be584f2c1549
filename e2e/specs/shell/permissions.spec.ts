import { expect, test } from '../../fixtures/kiosk.ts';

test('the microphone is refused, alone or beside the camera', async ({ kiosk }) => {
  const window = await kiosk.window();
  for (const constraints of [{ audio: true }, { audio: true, video: true }]) {
    const outcome = await window.evaluate(
      (wanted) =>
        navigator.mediaDevices.getUserMedia(wanted).then(
          () => 'granted',
          (error: unknown) => (error instanceof DOMException ? error.name : String(error)),
        ),
      constraints,
    );
    expect(outcome).toMatch(/^(NotAllowedError|NotFoundError)$/u);
  }
  await kiosk.logged('Refused a permission', '"permission":"media"', 'audio');
});

test('the place of the laptop is refused', async ({ kiosk }) => {
  const code = await (
    await kiosk.window()
  ).evaluate(
    () =>
      new Promise<number>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve(0),
          (error) => resolve(error.code),
        );
      }),
  );
  expect(code).toBe(1);
  await kiosk.logged('Refused a permission', '"permission":"geolocation"');
});

test('notifications are refused', async ({ kiosk }) => {
  expect(await (await kiosk.window()).evaluate(() => Notification.requestPermission())).toBe('denied');
  await kiosk.logged('Refused a permission', '"permission":"notifications"');
});

test('what nobody asks about is refused as well', async ({ kiosk }) => {
  const states = await (
    await kiosk.window()
  ).evaluate(() =>
    Promise.all(
      ['geolocation', 'notifications', 'microphone', 'midi'].map(async (name) => {
        const { state } = await navigator.permissions.query({ name: name as PermissionName });
        return `${name} ${state}`;
      }),
    ),
  );
  expect(states).toEqual(['geolocation denied', 'notifications denied', 'microphone denied', 'midi denied']);
});

test('the camera is not refused', async ({ kiosk }) => {
  const outcome = await (
    await kiosk.window()
  ).evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: unknown) => (error instanceof DOMException ? error.name : String(error)),
    ),
  );
  // A machine without a camera has none to give; what it may not say is that it is forbidden.
  expect(outcome).toMatch(/^(granted|NotFoundError|NotReadableError)$/u);
});
