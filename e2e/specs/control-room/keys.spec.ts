import {
  keepScreenshot,
  openLeadFirst,
  openSection,
  ordinaryCode,
  rowsOf,
  scanByKeyboard,
  waitUntilScanning,
} from '../lead/lead-test.ts';
import { expect, openRoomAbove, test, waitForNight } from './control-room-test.ts';

const PURCHASE = 'SELECT id FROM ticket_purchases WHERE qr_code = ?';
const OPEN_CONFLICT = `INSERT INTO conflicts (ticket_purchase_id, concert_id)
  SELECT p.id, t.concert_id FROM ticket_purchases p JOIN tickets t ON t.id = p.ticket_id WHERE p.qr_code = ?`;

test('Escape puts a form away and the cursor goes back to its button; a scan over a form does nothing', async ({
  launchKiosk,
  server,
  examples,
}) => {
  test.setTimeout(180_000);
  const code = ordinaryCode(examples, 11);
  await rowsOf(server.url, OPEN_CONFLICT, [code]);
  const kiosk = await launchKiosk({ databaseUrl: server.url, settings: { gate: { id: 'G1' } } });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  await openLeadFirst(page);

  // On the lead's screen Escape locks, but not out of a form.
  await openSection(page, 'conflicts');
  await page.getByTestId('close-conflict').click({ timeout: 20_000 });
  await expect(page.getByTestId('closed-by')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('close-conflict')).toBeFocused();
  await expect(page.getByTestId('lead-screen')).toHaveAttribute('data-phase', 'open');

  const room = await openRoomAbove(page, kiosk.roomAbove);
  // An alert: nobody is known yet, so a name is asked for.
  const alert = room.locator('[data-testid="alert"][data-kind="conflicts-open"]');
  await alert.getByTestId('acknowledge').click({ timeout: 30_000 });
  await expect(alert.getByTestId('acknowledge-name')).toBeFocused();
  await room.keyboard.press('Escape');
  await expect(alert.getByTestId('acknowledge')).toBeFocused();
  await room.keyboard.press('Enter');
  await room.keyboard.type('Mia', { delay: 120 });
  await scanByKeyboard(room, code);
  await expect(alert.getByTestId('acknowledge-name')).toHaveValue('Mia');
  await expect(alert.getByTestId('acknowledge-name')).toBeFocused();
  await alert.getByTestId('acknowledge-confirm').click();
  await expect(alert.getByTestId('acknowledged')).toContainText('Mia', { timeout: 20_000 });
  await expect(alert).toBeFocused();

  // A conflict.
  await room.keyboard.press('3');
  const conflict = room.getByTestId('conflict').first();
  await conflict.getByTestId('close-conflict').click({ timeout: 20_000 });
  // Who is known has only to say why.
  await expect(conflict.getByTestId('closed-why')).toBeFocused();
  await room.keyboard.press('Escape');
  await expect(conflict.getByTestId('close-conflict')).toBeFocused();
  await room.keyboard.press('Enter');
  await conflict.getByText('Same guest, went out and in').click();
  await conflict.getByTestId('close-confirm').focus();
  await scanByKeyboard(room, code);
  await conflict.getByTestId('closed-why').focus();
  await scanByKeyboard(room, code);
  await expect(conflict.getByTestId('closed-why')).toHaveValue('Same guest, went out and in');
  await expect(conflict).toHaveAttribute('data-is-open', 'true');
  await conflict.getByTestId('close-confirm').click();
  await expect(conflict).toHaveAttribute('data-is-open', 'false', { timeout: 20_000 });
  await expect(conflict).toBeFocused();
  await keepScreenshot(room, 'control-room-conflict-closed');
});

test('what was looked for and what was checked are there again after a look at another tab', async ({
  launchKiosk,
  server,
  examples,
}) => {
  test.setTimeout(180_000);
  const [purchase] = await rowsOf(server.url, PURCHASE, [ordinaryCode(examples, 12)]);
  const purchaseId = String(purchase?.['id']);
  const kiosk = await launchKiosk({ databaseUrl: server.url, isControlRoom: true });
  const room = await kiosk.window();
  await waitForNight(room);
  await room.getByTestId('tab-check').click();
  const run = room.getByTestId('run-check');
  await run.click();
  await room.getByTestId('tab-tickets').click();
  const search = room.getByTestId('ticket-search');
  await search.fill(purchaseId);
  const ticket = room.getByTestId('found-ticket').filter({ hasText: `no. ${purchaseId} ` });
  await ticket.first().click();
  await expect(room.getByTestId('ticket-history')).toContainText(`no. ${purchaseId}`);

  await room.getByTestId('tab-check').click();
  const result = room.getByTestId('tab-body-check').locator('header p');
  await expect(result).toContainText('Checked', { timeout: 60_000 });
  const said = await result.textContent();
  await room.getByTestId('tab-gates').click();
  await room.getByTestId('tab-check').click();
  await expect(result).toHaveText(said ?? '');
  await expect(room.getByTestId('check-line').first()).toBeVisible();
  // Its button has the cursor while it runs and afterwards.
  await run.press('Enter');
  await expect(run).toHaveText('Check now', { timeout: 60_000 });
  await expect(run).toBeFocused();

  await room.getByTestId('tab-tickets').click();
  await expect(search).toHaveValue(purchaseId);
  await expect(ticket.first()).toHaveAttribute('aria-pressed', 'true');
  await expect(room.getByTestId('ticket-history')).toContainText(`no. ${purchaseId}`);
  // What is typed or scanned next takes its place, and Escape takes it away.
  await expect(search).toBeFocused();
  await room.keyboard.type('AB12');
  await expect(search).toHaveValue('AB12');
  await room.keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await expect(search).toBeFocused();
});
