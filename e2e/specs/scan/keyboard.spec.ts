import {
  expect,
  ordinaryCode,
  scanByKeyboard,
  test,
  verdictOnScreen,
  waitUntilScanning,
} from './scan-test.ts';

test('a handheld scanner admits by Enter and by Tab, and presses nothing', async ({
  launchKiosk,
  server,
  examples,
}) => {
  const kiosk = await launchKiosk({ databaseUrl: server.url });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  await scanByKeyboard(page, ordinaryCode(examples, 0));
  await expect(verdictOnScreen(page, 'admitted')).toHaveAttribute('data-source', 'scanner');
  await scanByKeyboard(page, examples.cancelled.code, 'Tab');
  await expect(verdictOnScreen(page, 'cancelled')).toBeVisible();
  await expect(page.getByTestId('typing-field')).toHaveCount(0);
  // By itself, without a tap.
  await expect(page.getByTestId('verdict')).toHaveCount(0);
  await expect(page.getByTestId('past-verdicts').locator('li')).toHaveText([/Cancelled/u, /Admitted/u]);
});

test('a code that was typed is judged; Escape closes the field; letters without it do nothing', async ({
  launchKiosk,
  server,
  examples,
}) => {
  const kiosk = await launchKiosk({ databaseUrl: server.url });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  await page.keyboard.type('no field, no code', { delay: 1 });
  const field = page.getByTestId('typing-field');
  await expect(field).toHaveCount(0);
  await page.keyboard.press('F8');
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await page.keyboard.press('F8');
  await field.fill(examples.alreadyAdmitted.code);
  await page.keyboard.press('Enter');
  const verdict = verdictOnScreen(page, 'already-admitted');
  await expect(verdict).toHaveAttribute('data-source', 'typed');
  await expect(verdict.getByTestId('admitted-ago')).toHaveText(/ ago$/u);
  await expect(verdict.getByTestId('admitted-at-gate')).not.toBeEmpty();
  await expect(field).toHaveCount(0);
});

test('a scanner works into the open typing field too', async ({ launchKiosk, server, examples }) => {
  const kiosk = await launchKiosk({ databaseUrl: server.url });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  await page.keyboard.press('F8');
  await expect(page.getByTestId('typing-field')).toBeFocused();
  await scanByKeyboard(page, ordinaryCode(examples, 1));
  await expect(verdictOnScreen(page, 'admitted')).toBeVisible();
  await expect(page.getByTestId('typing-field')).toHaveCount(0);
});
