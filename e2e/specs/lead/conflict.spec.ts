import {
  expect,
  keepScreenshot,
  openLeadFirst,
  openSection,
  ordinaryCode,
  rowsOf,
  scanByKeyboard,
  test,
  verdictOnScreen,
  waitForSnapshot,
  waitUntilScanning,
} from './lead-test.ts';

const CONFLICT_OF = `SELECT c.closed_by, c.closings FROM conflicts c
  JOIN ticket_purchases p ON p.id = c.ticket_purchase_id WHERE p.qr_code = ?`;

test('two gates that were cut off admit one ticket, and the lead closes the conflict by name', async ({
  launchKiosk,
  server,
  examples,
}) => {
  test.setTimeout(180_000);
  const code = ordinaryCode(examples, 17);
  const kiosks = [
    await launchKiosk({ databaseUrl: server.url, settings: { gate: { id: 'G1' }, operator: 'Mia' } }),
    await launchKiosk({ databaseUrl: server.url, settings: { gate: { id: 'G2' }, operator: 'Jonas' } }),
  ];
  const pages = [];
  for (const kiosk of kiosks) {
    const page = await kiosk.window();
    await waitUntilScanning(page);
    await waitForSnapshot(page);
    pages.push(page);
  }
  await server.kill();
  for (const page of pages) {
    await scanByKeyboard(page, code);
    await expect(verdictOnScreen(page, 'admitted')).toHaveAttribute('data-decided-by', 'emergency');
  }
  await server.restart();
  const [page] = pages;
  if (page === undefined) throw new Error('No kiosk was started.');
  await expect
    .poll(() => rowsOf(server.url, CONFLICT_OF, [code]), { message: 'the conflict', timeout: 60_000 })
    .toHaveLength(1);
  await waitUntilScanning(page);

  await openLeadFirst(page);
  await openSection(page, 'conflicts');
  const conflict = page.getByTestId('conflict');
  await expect(conflict).toHaveAttribute('data-is-open', 'true', { timeout: 20_000 });
  const sides = conflict.getByTestId('conflict-side');
  await expect(sides).toContainText([/Gate G\d/u, /Gate G\d/u]);
  await expect(conflict).toContainText('Mia');
  await expect(conflict).toContainText('Jonas');
  await keepScreenshot(page, 'lead-conflict');
  await page.getByTestId('close-conflict').click();
  await expect(page.getByTestId('close-confirm')).toBeDisabled();
  await page.getByTestId('closed-by').fill('Mia Example');
  await page.getByTestId('closed-why').fill('Shared ticket, one paid');
  await page.getByTestId('close-confirm').click();
  await expect(conflict).toHaveAttribute('data-is-open', 'false', { timeout: 15_000 });
  await expect(conflict).toContainText('Mia Example');
  const [row] = await rowsOf(server.url, CONFLICT_OF, [code]);
  expect(row?.['closed_by']).toBe('Mia Example');
  expect(String(row?.['closings'])).toContain('Shared ticket, one paid');
});
