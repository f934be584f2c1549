import { waitForSnapshot } from '../lead/lead-test.ts';
import {
  expect,
  ordinaryCode,
  scanByKeyboard,
  test,
  verdictOnScreen,
  waitUntilScanning,
} from './scan-test.ts';

test('with the database killed the gate admits by itself, and the same ticket is red when it comes again', async ({
  launchKiosk,
  server,
  examples,
}) => {
  test.setTimeout(120_000);
  const kiosk = await launchKiosk({
    databaseUrl: server.url,
    settings: { attemptDeadlineMs: 1_500 },
  });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  await waitForSnapshot(page);
  await server.kill();
  const code = ordinaryCode(examples, 2);
  await scanByKeyboard(page, code);
  const green = verdictOnScreen(page, 'admitted');
  await expect(green).toHaveAttribute('data-decided-by', 'emergency');
  await expect(green.getByTestId('decided-here')).toHaveText('Decided at this gate');
  await expect(green).toHaveCount(0);
  await scanByKeyboard(page, code);
  const red = verdictOnScreen(page, 'already-admitted');
  await expect(red.getByTestId('admitted-at-gate')).toContainText('this gate');
  await expect(red.getByTestId('decided-here')).toBeVisible();
  await expect(page.getByTestId('connection')).toHaveAttribute('data-connection', 'on-its-own');
  await server.restart();
  await waitUntilScanning(page);
  await expect(page.getByTestId('connection')).toHaveAttribute('data-pending-lines', '0', {
    timeout: 20_000,
  });
  await expect(page.getByTestId('verdict')).toHaveCount(0);
  await scanByKeyboard(page, code);
  await expect(verdictOnScreen(page, 'already-admitted')).toHaveAttribute('data-decided-by', 'database');
});

test('a gate that never had a copy of the tickets is amber without the database, and green for the same guest when it is back', async ({
  launchKiosk,
  server,
  examples,
}) => {
  test.setTimeout(120_000);
  await server.kill();
  const kiosk = await launchKiosk({
    databaseUrl: server.url,
    settings: { attemptDeadlineMs: 1_000, screen: { undecidedMs: 2_000 } },
  });
  const page = await kiosk.window();
  const connection = page.getByTestId('connection');
  await expect(connection).toHaveAttribute('data-connection', 'away', { timeout: 30_000 });
  const code = ordinaryCode(examples, 3);
  await scanByKeyboard(page, code);
  const amber = verdictOnScreen(page, 'undecided');
  await expect(amber).toContainText('System busy, please try scanning again');
  await expect(amber.getByTestId('cause')).not.toBeEmpty();
  const attemptId = await amber.getAttribute('data-attempt-id');
  await expect(page.getByTestId('verdict')).toHaveCount(0);
  await server.restart();
  await waitUntilScanning(page);
  await scanByKeyboard(page, code);
  await expect(verdictOnScreen(page, 'admitted')).toHaveAttribute('data-attempt-id', attemptId ?? '');
});
