import {
  expect,
  keepScreenshot,
  openLeadFirst,
  ordinaryCode,
  PIN,
  pressDigits,
  scanByKeyboard,
  test,
  verdictOnScreen,
} from './lead-test.ts';

test('the first PIN is chosen twice, Escape locks at once, and only the right PIN opens again', async ({
  launchScanning,
}) => {
  const { page } = await launchScanning();
  const screen = page.getByTestId('lead-screen');
  await page.keyboard.press('F9');
  await expect(screen).toHaveAttribute('data-phase', 'choosing');
  await pressDigits(page, PIN);
  await pressDigits(page, '999999');
  await expect(page.getByTestId('pin-problem')).toContainText('not the same');
  await pressDigits(page, PIN);
  await pressDigits(page, PIN);
  await expect(screen).toHaveAttribute('data-phase', 'open');

  await page.keyboard.press('Escape');
  await expect(screen).toHaveCount(0);
  await page.keyboard.press('F9');
  await expect(screen).toHaveAttribute('data-phase', 'asking');
  await pressDigits(page, '111111');
  await expect(page.getByTestId('pin-problem')).toContainText('Wrong PIN');
  await keepScreenshot(page, 'lead-wrong-pin');
  await page.getByTestId('pin-cancel').click();
  await expect(screen).toHaveCount(0);

  await page.keyboard.press('F9');
  // Where a wrong try made the next one wait, the wait is over by itself.
  await expect(page.getByTestId('pin-wait')).toHaveCount(0, { timeout: 30_000 });
  await pressDigits(page, PIN);
  await expect(screen).toHaveAttribute('data-phase', 'open');
  await page.getByTestId('lead-lock').click();
  await expect(screen).toHaveCount(0);
});

test('wrong PINs make the next try wait, and the wait is counted down', async ({ launchScanning }) => {
  const { page } = await launchScanning();
  await openLeadFirst(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('F9');
  const wait = page.getByTestId('pin-wait');
  for (let tries = 0; (await wait.count()) === 0; tries += 1) {
    expect(tries, 'wrong tries without a wait').toBeLessThan(10);
    await pressDigits(page, '111111');
    await expect(page.getByTestId('pin-problem')).toBeVisible();
    await expect(page.getByTestId('pin')).toHaveValue('');
  }
  await expect(wait).toHaveText(/^Wait \d+ s$/u);
  await pressWithoutEnter(page, PIN);
  await expect(page.getByTestId('pin-enter')).toBeDisabled();
});

test('the corner opens the PIN pad when it is held for a second, and not when it is touched', async ({
  launchScanning,
}) => {
  const { page } = await launchScanning();
  const corner = page.getByTestId('lead-control');
  await corner.click();
  await expect(corner).toHaveAttribute('data-is-held', 'false');
  await expect(page.getByTestId('lead-screen')).toHaveCount(0);
  await corner.hover();
  await page.mouse.down();
  await expect(page.getByTestId('pin-pad')).toBeVisible();
  await page.mouse.up();
});

test('a scanner goes on admitting while the PIN is asked for, and types nothing into it', async ({
  launchScanning,
  examples,
}) => {
  const { page } = await launchScanning();
  await page.keyboard.press('F9');
  await expect(page.getByTestId('pin')).toBeFocused();
  await page.getByTestId('digit-2').click();
  await expect(page.getByTestId('pin')).toBeFocused();
  await scanByKeyboard(page, ordinaryCode(examples, 0));
  await expect(verdictOnScreen(page, 'admitted')).toBeVisible();
  await expect(page.getByTestId('pin')).toHaveValue('2');
  await expect(page.getByTestId('lead-screen')).toHaveAttribute('data-phase', 'choosing');
});

async function pressWithoutEnter(page: Parameters<typeof pressDigits>[0], digits: string): Promise<void> {
  for (const digit of digits) await page.getByTestId(`digit-${digit}`).click();
}
