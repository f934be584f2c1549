import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  expect,
  keepScreenshot,
  openLeadFirst,
  ordinaryCode,
  scanByKeyboard,
  test,
  verdictOnScreen,
  waitForSnapshot,
} from './lead-test.ts';

test('when the emergency log can’t be written nothing is green, and the lead reads how to write by hand', async ({
  launchScanning,
  server,
  examples,
}) => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-e2e-'));
  // A file where the log's folder should be: nobody can write there, not even an administrator.
  await mkdir(path.join(folder, 'practice'));
  await writeFile(path.join(folder, 'practice', 'emergency-log'), '');
  try {
    const { kiosk, page } = await launchScanning({
      folder,
      settings: { attemptDeadlineMs: 1_500, screen: { undecidedMs: 1_000 } },
    });
    await waitForSnapshot(page);
    await scanByKeyboard(page, ordinaryCode(examples, 10));
    await expect(verdictOnScreen(page, 'admitted')).toHaveAttribute('data-decided-by', 'database');
    await expect(page.getByTestId('verdict')).toHaveCount(0);
    await server.kill();
    await scanByKeyboard(page, ordinaryCode(examples, 11));
    await expect(verdictOnScreen(page, 'undecided')).toContainText('System busy');
    await expect(page.getByTestId('verdict')).toHaveCount(0);
    await openLeadFirst(page);
    const card = page.getByTestId('write-by-hand');
    await expect(card).toContainText('Write by hand now');
    await expect(card).toContainText('On paper');
    await keepScreenshot(page, 'lead-by-hand');
    await kiosk.stop();
  } finally {
    await server.restart();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
