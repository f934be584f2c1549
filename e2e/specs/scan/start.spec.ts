import { expect, test, waitUntilScanning } from './scan-test.ts';

test('a scan screen that cannot start loads its window anew, by itself', async ({ launchKiosk, server }) => {
  const kiosk = await launchKiosk({ databaseUrl: server.url });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  // The window's name outlives a reload: only the next load fails.
  await page.addInitScript(() => {
    if (window.name === 'has failed') return;
    window.name = 'has failed';
    Reflect.set(window, 'AudioContext', undefined);
  });
  await page.reload();
  await expect(page.getByTestId('scan-screen')).toHaveCount(0);
  await waitUntilScanning(page);
  await expect(page.getByTestId('scan-screen')).toBeVisible();
});

test('pictures that nothing reads are named on the screen', async ({ launchKiosk, server, makeFilm }) => {
  const film = await makeFilm([{ codes: [], seconds: 3 }]);
  const kiosk = await launchKiosk({ databaseUrl: server.url, film });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  const line = page.getByTestId('coaching');
  await expect(line).toHaveAttribute('data-coaching', 'none');
  // A worker that never says that it is ready.
  await page.addInitScript(() => {
    Reflect.set(
      window,
      'Worker',
      class extends EventTarget {
        postMessage(): void {}
        terminate(): void {}
      },
    );
  });
  await page.reload();
  await expect(line).toHaveAttribute('data-coaching', 'reading-stopped', { timeout: 20_000 });
  await expect(line).toContainText('Reading stopped');
});
