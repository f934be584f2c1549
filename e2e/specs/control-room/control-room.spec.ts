import { rowsOf } from '../lead/lead-test.ts';
import { keepScreenshot } from '../scan/scan-test.ts';
import { expect, startRehearsal, test, waitForNight } from './control-room-test.ts';

const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;

const SIX_LOST_GATES = `INSERT INTO gate_states (gate_id, seen_at, started_at)
  SELECT id, NOW(3) - INTERVAL 5 MINUTE, UTC_TIMESTAMP(3) - INTERVAL 1 HOUR FROM gates ORDER BY id LIMIT 6`;

test('the coordinator follows a rehearsal: numbers, an outage, a conflict, a ticket’s history', async ({
  launchKiosk,
  server,
}) => {
  test.setTimeout(300_000);
  const rehearsal = await startRehearsal(server, { gates: 3, tickets: 90, scenario: 'outage' });
  const room = await launchKiosk({ databaseUrl: await rehearsal.databaseUrl, isControlRoom: true });
  const page = await room.window();
  await waitForNight(page);
  const inside = page.getByTestId('inside');
  const ownAlert = page.locator('[data-testid="alert"][data-kind="gate-on-its-own"]').first();
  // This one goes on until somebody closes the conflict.
  const conflictAlert = page.locator('[data-testid="alert"][data-kind="conflicts-open"]');

  // Numbers move while gates scan.
  await expect.poll(async () => Number(await inside.textContent()), { timeout: 120_000 }).toBeGreaterThan(0);
  // The gates say afterwards that they were on their own.
  await expect(ownAlert).toBeVisible({ timeout: 120_000 });
  await conflictAlert.getByTestId('acknowledge').click({ timeout: 60_000 });
  await conflictAlert.getByTestId('acknowledge-name').fill('Mia Example');
  await conflictAlert.getByTestId('acknowledge-confirm').click();
  await expect(conflictAlert.getByTestId('acknowledged')).toContainText('Mia Example', { timeout: 20_000 });
  expect(await rehearsal.ended).toBe(0);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await expect(page.locator('canvas').first()).toBeVisible();
    await keepScreenshot(page, `control-room-night-${size.height}`);
  }

  // The one ticket that was copied came in twice.
  await page.keyboard.press('3');
  const conflict = page.getByTestId('conflict').first();
  await expect(conflict).toHaveAttribute('data-is-open', 'true', { timeout: 20_000 });
  await keepScreenshot(page, 'control-room-conflicts');
  const purchaseId = String(await conflict.getAttribute('data-ticket-purchase-id'));
  await conflict.getByTestId('close-conflict').click();
  await expect(conflict.getByTestId('closed-by')).toHaveValue('Mia Example');
  await conflict.getByTestId('closed-why').fill('Shared ticket, second guest paid');
  await conflict.getByTestId('close-confirm').click();
  await expect(conflict).toHaveAttribute('data-is-open', 'false', { timeout: 20_000 });
  await expect(conflict).toContainText('Mia Example');

  // A slash begins a search, and a number is enough to find a ticket.
  await page.getByTestId('tab-gates').click();
  await page.keyboard.press('/');
  await expect(page.getByTestId('ticket-search')).toBeFocused();
  // What is scanned next takes the place of what was scanned before.
  await page.keyboard.type('AB12');
  await page.keyboard.press('Enter');
  await page.keyboard.type('CD34');
  await expect(page.getByTestId('ticket-search')).toHaveValue('CD34');
  await page.getByTestId('ticket-search').fill(purchaseId);
  await page
    .getByTestId('found-ticket')
    .filter({ hasText: `no. ${purchaseId}` })
    .first()
    .click();
  const history = page.getByTestId('ticket-history');
  await expect(history.locator('[data-verdict="admitted"]')).toHaveCount(2, { timeout: 20_000 });
  await expect(history).toContainText('decided at the gate');
  await keepScreenshot(page, 'control-room-ticket');
});

test('the control room shows its gates, checks the system, and says when the database is away', async ({
  launchKiosk,
  server,
  examples,
}) => {
  test.setTimeout(180_000);
  expect(examples).toBeDefined();
  const room = await launchKiosk({ databaseUrl: server.url, isControlRoom: true });
  const page = await room.window();
  await waitForNight(page);
  await expect(page.getByTestId('concert')).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByTestId('gate-tile')).toHaveCount(10);
  await keepScreenshot(page, 'control-room-gates-not-seen');

  await page.keyboard.press('5');
  await page.getByTestId('run-check').click();
  await expect(page.getByTestId('check-line').first()).toBeVisible({ timeout: 60_000 });
  await keepScreenshot(page, 'control-room-check');

  // Six gates fall silent at once: one card, and one press for all of them.
  await page.keyboard.press('1');
  await rowsOf(server.url, SIX_LOST_GATES);
  const lost = page.locator('[data-testid="alert-group"][data-kind="gate-not-heard"]');
  await expect(lost).toContainText('6 gates are not heard', { timeout: 60_000 });
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await keepScreenshot(page, `control-room-alert-group-${size.height}`);
  }
  await lost.getByTestId('alert-show-each').click();
  const each = page.locator('[data-testid="alert"][data-kind="gate-not-heard"]');
  await expect(each).toHaveCount(6);
  await lost.getByTestId('acknowledge').click();
  await lost.getByTestId('acknowledge-name').fill('Mia Example');
  await lost.getByTestId('acknowledge-confirm').click();
  await expect(each.getByTestId('acknowledged')).toHaveText(Array(6).fill(/^Mia Example looks after it/u), {
    timeout: 30_000,
  });
  await expect(lost).toBeHidden();

  await server.kill();
  const away = page.getByTestId('away');
  await expect(away).toContainText('Database away since', { timeout: 30_000 });
  await expect(away).toContainText('What stands here is of');
  await keepScreenshot(page, 'control-room-away');
  await server.restart();
  await expect(away).toBeHidden({ timeout: 60_000 });
});
