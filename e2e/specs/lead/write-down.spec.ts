import type { Page } from '@playwright/test';
import {
  expect,
  keepScreenshot,
  openLeadFirst,
  openSection,
  ordinaryCode,
  rowsOf,
  scanByKeyboard,
  shortCode,
  test,
  verdictOnScreen,
  waitForSnapshot,
} from './lead-test.ts';

test('a guest is found by name and written down while a scanner goes on beside it', async ({
  launchScanning,
  server,
  examples,
}) => {
  test.setTimeout(120_000);
  const { page } = await launchScanning();
  await openWriteDown(page);
  const [guest] = examples.admitted.filter(({ name }) => name !== null);
  if (guest === undefined || guest.name === null)
    throw new Error('The practice data has no guest with a name.');
  const field = page.getByTestId('find-guest');
  await expect(field).toBeFocused();
  await field.fill(guest.name.slice(0, 3));

  // The cursor stands in the field, and somebody scans: the code is admitted and leaves the field as it was.
  const other = ordinaryCode(examples, 12);
  await scanByKeyboard(page, other);
  await expect(verdictOnScreen(page, 'admitted')).toBeVisible();
  await expect(field).toHaveValue(guest.name.slice(0, 3));

  // The names come with the first sweep after a PIN was chosen.
  const line = page.getByTestId('guest').filter({ hasText: shortCode(guest.code) });
  await expect(async () => {
    await field.fill('');
    await field.fill(guest.name ?? '');
    await expect(line).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await keepScreenshot(page, 'lead-write-down');
  await line.click();
  await expect(page.getByTestId('write')).toBeDisabled();
  await page.getByText('Phone battery empty').click();
  await page.getByTestId('write').click();
  await expect(page.getByTestId('written')).toContainText(`Written down: ${guest.name}`);

  await expect
    .poll(
      () =>
        rowsOf(
          server.url,
          `SELECT a.verdict, a.basis, p.status FROM scan_attempts a JOIN ticket_purchases p ON p.id = a.ticket_purchase_id
           WHERE p.qr_code = ?`,
          [guest.code],
        ),
      { message: 'the entry in the database', timeout: 30_000 },
    )
    .toEqual([{ verdict: 'admitted', basis: 'manual', status: 'used' }]);
  await expect(page.getByTestId('verdict')).toHaveCount(0, { timeout: 15_000 });
  await page.keyboard.press('Escape');
  await scanByKeyboard(page, guest.code);
  await expect(verdictOnScreen(page, 'already-admitted')).toBeVisible();
});

test('a ticked paper list is entered by name, Enter, next; the same name twice is written once', async ({
  launchScanning,
  examples,
}) => {
  test.setTimeout(120_000);
  const { page } = await launchScanning();
  await openWriteDown(page);
  await page.getByTestId('way-from-paper').click();
  const field = page.getByTestId('paper-guest');
  const entered = page.getByTestId('entered').locator('li');
  const endings = [13, 14].map((index) => shortCode(ordinaryCode(examples, index)));
  for (const [index, ending] of [...endings, endings[0] ?? ''].entries()) {
    await findOnPaper(page, ending);
    await page.keyboard.press('Enter');
    if (index === endings.length) {
      await expect(page.getByTestId('paper-question')).toContainText('Already admitted');
      await page.keyboard.press('Enter');
    }
    await expect(entered).toHaveCount(index + 1);
    await expect(field).toHaveValue('');
    await expect(field).toBeFocused();
  }
  await expect(entered.nth(0)).toContainText('nothing was written');
  await expect(entered.nth(1)).toContainText('Written down');
  await keepScreenshot(page, 'lead-from-paper');
  await openSection(page, 'queue');
  await expect(page.getByTestId('log-lines').locator('li')).toHaveCount(2);
});

test('from paper, a guest whose ticket says no is asked about first, and the time that will be written is plain', async ({
  launchScanning,
  examples,
}) => {
  test.setTimeout(120_000);
  const { page } = await launchScanning();
  await page.setViewportSize({ width: 1_366, height: 768 });
  await openWriteDown(page);
  await page.getByTestId('way-from-paper').click();
  const field = page.getByTestId('paper-guest');
  const line = page.getByTestId('paper-guests').getByTestId('guest');
  const question = page.getByTestId('paper-question');
  const entered = page.getByTestId('entered').locator('li');
  const timeWritten = page.getByTestId('time-written');

  await expect(timeWritten).toContainText(/now, \d\d:\d\d/u);
  await expect(page.getByTestId('paper-time')).toHaveAttribute('placeholder', /^now, \d\d:\d\d$/u);
  await keepScreenshot(page, 'lead-from-paper-now');

  // A finger, twice, and a key that is held: the question stays, and nothing is written.
  await findOnPaper(page, shortCode(examples.cancelled.code));
  await line.click();
  await expect(question).toContainText('Cancelled');
  await line.click();
  await expect(field).toBeFocused();
  await findOnPaper(page, shortCode(examples.notSoldYet.code));
  await expect(question).toHaveCount(0);
  await page.keyboard.down('Enter');
  await expect(question).toContainText('Not sold yet');
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect(question).toBeVisible();
  await expect(entered).toHaveCount(0);
  await page.getByTestId('paper-time').fill('0:01');
  await expect(timeWritten).toContainText('00:01');
  await keepScreenshot(page, 'lead-from-paper-refused');

  // Asked, and answered: by the button, and by Enter.
  await page.getByTestId('paper-anyway').click();
  await expect(entered).toHaveCount(1);
  await expect(entered.nth(0)).toContainText(/Written down: .*00:01 \(line/u);
  await findOnPaper(page, shortCode(examples.cancelled.code));
  await page.keyboard.press('Enter');
  await expect(question).toContainText('Cancelled');
  await page.keyboard.press('Enter');
  await expect(entered).toHaveCount(2);
  await expect(entered.nth(0)).toContainText('Written down');
  await openSection(page, 'queue');
  await expect(page.getByTestId('log-lines').locator('li')).toHaveCount(2);
});

/** The PIN is chosen before the tickets are copied: so their names come with the copy. */
async function openWriteDown(page: Page): Promise<void> {
  await openLeadFirst(page);
  await waitForSnapshot(page);
  await openSection(page, 'write-down');
}

/** Types what stands on the paper until that guest alone is offered: the names may take another sweep. */
async function findOnPaper(page: Page, text: string): Promise<void> {
  const field = page.getByTestId('paper-guest');
  await expect(async () => {
    await field.fill('');
    await field.fill(text);
    await expect(page.getByTestId('paper-guests').getByTestId('guest')).toHaveCount(1, { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
}
