import type { Page } from '@playwright/test';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import {
  expect,
  ordinaryCode,
  scanByKeyboard,
  test,
  verdictOnScreen,
  waitUntilScanning,
} from '../scan/scan-test.ts';

test('a renderer killed between the commit and the green shows the same guest in green at the next scan', async ({
  launchKiosk,
  server,
  examples,
}) => {
  test.setTimeout(120_000);
  const kiosk = await launchKiosk({ databaseUrl: server.url });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  const code = ordinaryCode(examples, 4);
  await hangBeforeVerdictIsPainted(page);
  // The keys' own acknowledgements may come from a page that hangs by then.
  scanByKeyboard(page, code).catch(() => {});

  await expect.poll(() => attemptsOf(server.url, code)).toHaveLength(1);
  const [committed] = await attemptsOf(server.url, code);
  expect(committed?.['verdict']).toBe('admitted');
  await expect.poll(() => isAnswering(page)).toBe(false);
  await kiosk.crashRenderer();
  await kiosk.logged('The window’s process is gone', '"remedy":"reload"');

  const revived = await kiosk.window();
  await waitUntilScanning(revived);
  await scanByKeyboard(revived, code);
  await expect(verdictOnScreen(revived, 'admitted')).toHaveAttribute(
    'data-attempt-id',
    String(committed?.['attempt_id']),
  );
  // Recalled and not admitted again: one guest, one attempt.
  expect(await attemptsOf(server.url, code)).toHaveLength(1);

  await expect(revived.getByTestId('verdict')).toHaveCount(0);
  await scanByKeyboard(revived, code);
  await expect(verdictOnScreen(revived, 'already-admitted')).toBeVisible();
});

/** Stops the page for good when the verdict is in the document and not yet on the screen. */
async function hangBeforeVerdictIsPainted(page: Page): Promise<void> {
  await page.evaluate(() => {
    const observer = new MutationObserver(() => {
      while (document.querySelector('[data-testid="verdict"]') !== null);
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
}

async function isAnswering(page: Page): Promise<boolean> {
  const silence = new Promise<false>((resolve) => {
    setTimeout(resolve, 1_000, false).unref();
  });
  return Promise.race([page.evaluate(() => true).catch(() => false), silence]);
}

/** What the database holds of the attempts with this code. */
async function attemptsOf(url: string, code: string): Promise<readonly RowDataPacket[]> {
  const connection = await createConnection({ uri: url });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      'SELECT attempt_id, verdict FROM scan_attempts WHERE code_digest = UNHEX(SHA2(?, 256))',
      [code],
    );
    return rows;
  } finally {
    await connection.end();
  }
}
