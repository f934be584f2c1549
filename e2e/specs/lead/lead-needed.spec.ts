import {
  expect,
  keepScreenshot,
  openLeadFirst,
  ordinaryCode,
  rowsOf,
  scanByKeyboard,
  shortCode,
  test,
  verdictOnScreen,
  waitForSnapshot,
} from './lead-test.ts';

test('where the organiser wants it so, a gate on its own calls the lead, who lets the guest in with a word of why', async ({
  launchScanning,
  server,
  examples,
}) => {
  test.setTimeout(120_000);
  await rowsOf(server.url, `UPDATE concerts SET on_its_own_known = 'lead'`);
  const { page } = await launchScanning({
    settings: { attemptDeadlineMs: 1_500, screen: { undecidedMs: 2_000 } },
  });
  await waitForSnapshot(page);
  await server.kill();
  const code = ordinaryCode(examples, 18);
  await scanByKeyboard(page, code);
  const amber = verdictOnScreen(page, 'undecided');
  await expect(amber).toContainText('Call the gate lead');
  await expect(amber).not.toContainText('System busy');
  await keepScreenshot(page, 'lead-needed');
  await expect(page.getByTestId('verdict')).toHaveCount(0);
  await expect(page.getByTestId('standing-guests')).toHaveText('1 guest waits for the lead');

  await openLeadFirst(page);
  const guest = page.getByTestId('waiting-guest');
  await expect(guest).toContainText(shortCode(code));
  await page.getByTestId('let-in').click();
  await expect(page.getByTestId('let-in-confirm')).toBeDisabled();
  await page.getByText('ID card checked').click();
  await keepScreenshot(page, 'lead-lets-in');
  await page.getByTestId('let-in-confirm').click();
  await expect(verdictOnScreen(page, 'admitted')).toHaveAttribute('data-decided-by', 'emergency');
  await expect(page.getByTestId('let-in-done')).toBeVisible();
  await expect(guest).toHaveCount(0);

  await page.keyboard.press('Escape');
  await server.restart();
  await expect
    .poll(
      () =>
        rowsOf(
          server.url,
          `SELECT a.verdict, a.basis, a.note FROM scan_attempts a JOIN ticket_purchases p ON p.id = a.ticket_purchase_id
           WHERE p.qr_code = ?`,
          [code],
        ),
      { message: 'the admission in the database', timeout: 30_000 },
    )
    .toEqual([{ verdict: 'admitted', basis: 'lead', note: 'ID card checked' }]);
});
