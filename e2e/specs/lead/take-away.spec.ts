import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  expect,
  keepScreenshot,
  openLeadFirst,
  openSection,
  ordinaryCode,
  scanByKeyboard,
  test,
  verdictOnScreen,
  waitForSnapshot,
} from './lead-test.ts';

test('the log is taken away into a folder, with the database away and scanning going on', async ({
  launchScanning,
  server,
  examples,
}) => {
  test.setTimeout(120_000);
  const chosenFolder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-e2e-stick-'));
  try {
    const { page } = await launchScanning({
      chosenFolder,
      settings: { attemptDeadlineMs: 1_500 },
    });
    await waitForSnapshot(page);
    await server.kill();
    await scanByKeyboard(page, ordinaryCode(examples, 15));
    await expect(verdictOnScreen(page, 'admitted')).toHaveAttribute('data-decided-by', 'emergency');
    await openLeadFirst(page);
    await openSection(page, 'take-away');
    await expect(page.getByTestId('copy')).toBeDisabled();
    await page.getByTestId('choose-folder').click();
    await expect(page.getByTestId('other-folder')).toHaveAttribute('aria-pressed', 'true');
    await page.getByTestId('copy').click();
    await scanByKeyboard(page, ordinaryCode(examples, 16));
    await expect(verdictOnScreen(page, 'admitted')).toHaveAttribute('data-decided-by', 'emergency');
    await expect(page.getByTestId('exported')).toBeVisible({ timeout: 30_000 });
    await keepScreenshot(page, 'lead-taken-away');

    const files = await filesIn(chosenFolder);
    const endings = files.map((file) => path.extname(file));
    expect(endings).toEqual(expect.arrayContaining(['.csv', '.pdf', '.jsonl']));
    const csv = files.find((file) => file.endsWith('.csv')) ?? '';
    expect(await readFile(csv, 'utf8')).toContain('admitted');
  } finally {
    await server.restart();
    await rm(chosenFolder, { recursive: true, force: true });
  }
});

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
