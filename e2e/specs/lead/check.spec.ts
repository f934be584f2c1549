import { TEST_CODE } from '#shared/gate-check.ts';
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
} from './lead-test.ts';

test('the lead checks the gate: what the machine finds, the camera with the test code, sound and colours', async ({
  launchScanning,
  server,
  examples,
  makeFilm,
}) => {
  test.setTimeout(180_000);
  const film = await makeFilm([
    { codes: [{ text: TEST_CODE, style: 'phone', tiltDegrees: 4 }], seconds: 5 },
    { codes: [], seconds: 5 },
  ]);
  const { page } = await launchScanning({
    film,
    // Long enough for a busy machine to see the verdict, and that the colours have given way to it.
    settings: { screen: { admittedMs: 6_000 } },
  });
  await waitForSnapshot(page);
  // Before any lead comes, too: it is said, and nothing is asked.
  await expect(page.getByTestId('coaching')).toHaveText('Test code read: the camera works', {
    timeout: 20_000,
  });

  await openLeadFirst(page);
  await openSection(page, 'check');
  await expect(page.getByTestId('check-camera')).toHaveAttribute('data-level', 'green', { timeout: 20_000 });
  await page.getByTestId('run-check').click();
  // The gate goes on meanwhile.
  await scanByKeyboard(page, ordinaryCode(examples, 18));
  await expect(verdictOnScreen(page, 'admitted')).toBeVisible();
  await expect(page.getByTestId('check-laptop-append')).toContainText('A line is on the disk after', {
    timeout: 60_000,
  });
  await expect(page.getByTestId('check-laptop-snapshot')).toHaveAttribute('data-level', 'green');
  await expect(page.getByTestId('check-server-version')).toHaveAttribute('data-level', 'green');
  await expect(verdictOnScreen(page, 'admitted')).toHaveCount(0);

  await expect(page.getByTestId('check-loudspeaker')).toHaveAttribute('data-level', 'amber');
  await page.getByTestId('play-sounds').click();
  await page.getByTestId('loudspeaker-no').click();
  await expect(page.getByTestId('check-loudspeaker')).toHaveAttribute('data-level', 'red');
  await expect(page.getByTestId('check-level')).toHaveAttribute('data-level', 'red');
  await page.getByTestId('play-sounds').click();
  await page.getByTestId('loudspeaker-yes').click();
  await expect(page.getByTestId('check-loudspeaker')).toHaveAttribute('data-level', 'green');

  await page.getByTestId('show-colours').click();
  const patch = page.getByTestId('colour-patch');
  await expect(patch).toContainText('Green: admitted');
  await keepScreenshot(page, 'lead-check-colours');
  await expect(patch).toContainText('Red: refused');
  // A guest's verdict goes before the colours.
  await scanByKeyboard(page, ordinaryCode(examples, 19));
  await expect(verdictOnScreen(page, 'admitted')).toBeVisible();
  await expect(patch).toHaveCount(0);
  await patch.click();
  await page.getByTestId('screen-yes').click();
  await expect(page.getByTestId('check-screen')).toHaveAttribute('data-level', 'green');
  await expect(verdictOnScreen(page, 'admitted')).toHaveCount(0);
  for (const [width, height] of [
    [1_920, 1_080],
    [1_366, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(page.getByTestId('coaching')).toHaveAttribute('data-coaching', 'test-code', {
      timeout: 20_000,
    });
    await keepScreenshot(page, `lead-check-${width}x${height}`);
  }
  await openSection(page, 'state');
  await expect(page.getByTestId('last-check')).toContainText(/Checked .+: \d+ red, \d+ amber, \d+ green/u);
  await keepScreenshot(page, 'lead-state-checked');

  const asked = await rowsOf(server.url, 'SELECT COUNT(*) AS attempts FROM scan_attempts WHERE verdict = ?', [
    'unknown-code',
  ]);
  expect(asked[0]?.['attempts']).toBe(0);
});
