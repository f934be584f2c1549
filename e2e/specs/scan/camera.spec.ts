import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import {
  expect,
  ordinaryCode,
  scanByKeyboard,
  test,
  verdictOnScreen,
  waitUntilScanning,
} from './scan-test.ts';

test('without a camera the screen says what to do, and a scanner works meanwhile', async ({
  launchKiosk,
  server,
  examples,
}) => {
  const kiosk = await launchKiosk({ databaseUrl: server.url });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  test.skip(await hasCamera(page), 'This machine has a camera.');
  await expect(page.getByTestId('camera-problem')).toHaveAttribute('data-problem', 'missing');
  await expect(page.getByTestId('camera-problem')).toContainText('Plug a camera in');
  await scanByKeyboard(page, ordinaryCode(examples, 3));
  await expect(verdictOnScreen(page, 'admitted')).toBeVisible();
});

test('a camera that is lost is named and found again by itself, and reads on', async ({
  launchKiosk,
  server,
  examples,
  makeFilm,
}) => {
  test.setTimeout(90_000);
  const text = ordinaryCode(examples, 4);
  const film = await makeFilm([
    // Longer than a code that has had its verdict is remembered, so that every round of the film presents it anew.
    { codes: [], seconds: 6 },
    { codes: [{ text, style: 'paper' }], seconds: 1.5 },
  ]);
  const kiosk = await launchKiosk({
    databaseUrl: server.url,
    film,
    settings: { screen: { refusedMs: 1_000 } },
  });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  await expect(verdictOnScreen(page, 'already-admitted')).toBeVisible({ timeout: 30_000 });
  const picture = page.getByTestId('picture');
  await loseCamera(page);
  await expect(picture).toHaveAttribute('data-camera', 'failed');
  await expect(page.getByTestId('camera-problem')).toHaveAttribute('data-problem', 'lost');
  await expect(picture).toHaveAttribute('data-camera', 'live', { timeout: 20_000 });
  await expect(page.getByTestId('verdict')).toHaveCount(0);
  await expect(verdictOnScreen(page, 'already-admitted')).toBeVisible();
  await expect.poll(() => reportedCamera(server.url), { timeout: 15_000 }).toBe('reading');
});

/** How the camera is, as the gate's heartbeat tells the coordinator. */
async function reportedCamera(url: string): Promise<unknown> {
  const connection = await createConnection(url);
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      "SELECT camera FROM gate_states WHERE gate_id = 'G1'",
    );
    return rows[0]?.['camera'];
  } finally {
    await connection.end();
  }
}

function hasCamera(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.some(({ kind }) => kind === 'videoinput');
  });
}

/**
 * Takes the camera away: on Linux by killing the browser's capture process, which ends the stream as an unplugged device
 * does; where that can't be reached, by ending the stream's own track.
 */
async function loseCamera(page: Page): Promise<void> {
  const pid = await findCaptureProcess(page);
  if (pid !== null) {
    process.kill(pid, 'SIGKILL');
    return;
  }
  await page.evaluate(() => {
    const stream = document.querySelector('video')?.srcObject;
    if (!(stream instanceof MediaStream)) throw new Error('There is no picture to lose.');
    for (const track of stream.getTracks()) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  });
}

async function findCaptureProcess(page: Page): Promise<number | null> {
  const browser = page.context().browser();
  if (browser === null || process.platform !== 'linux') return null;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  for (const { id } of processInfo) {
    const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('VideoCaptureService')) return id;
  }
  return null;
}
