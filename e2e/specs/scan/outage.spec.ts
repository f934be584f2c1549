import {
  expect,
  ordinaryCode,
  scanByKeyboard,
  test,
  verdictOnScreen,
  waitUntilScanning,
} from './scan-test.ts';

test('a killed database is amber, and the rescan is green when it is back', async ({
  launchKiosk,
  server,
  examples,
}) => {
  test.setTimeout(120_000);
  const kiosk = await launchKiosk({
    databaseUrl: server.url,
    settings: { attemptDeadlineMs: 1_000, screen: { undecidedMs: 2_000 } },
  });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  await server.kill();
  const code = ordinaryCode(examples, 2);
  await scanByKeyboard(page, code);
  const amber = verdictOnScreen(page, 'undecided');
  await expect(amber).toContainText('System busy, please try scanning again');
  await expect(amber.getByTestId('cause')).not.toBeEmpty();
  const attemptId = await amber.getAttribute('data-attempt-id');
  await expect(page.getByTestId('verdict')).toHaveCount(0);
  await expect(page.getByTestId('connection')).toHaveAttribute('data-connection', 'away');
  await server.restart();
  await waitUntilScanning(page);
  await scanByKeyboard(page, code);
  await expect(verdictOnScreen(page, 'admitted')).toHaveAttribute('data-attempt-id', attemptId ?? '');
});
