import { expect, ordinaryCode, test, waitUntilScanning } from './scan-test.ts';

test('a code that stays in view is judged once, and the screen asks for the next ticket', async ({
  launchKiosk,
  server,
  examples,
  makeFilm,
}) => {
  const film = await makeFilm([{ codes: [{ text: ordinaryCode(examples, 8), style: 'paper' }], seconds: 3 }]);
  const kiosk = await launchKiosk({ databaseUrl: server.url, film });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  const past = page.getByTestId('past-verdicts').locator('li');
  await expect(past).toHaveText([/^Admitted/u], { timeout: 20_000 });
  await expect(page.getByTestId('coaching')).toHaveAttribute('data-coaching', 'already-checked');
  await expect(page.getByTestId('verdict')).toHaveCount(0);
  await expect(past).toHaveCount(1);
  await expect(page.getByTestId('admitted-here')).toHaveText('1');
});

test('two codes in one frame are taken one after the other', async ({
  launchKiosk,
  server,
  examples,
  makeFilm,
}) => {
  const film = await makeFilm([
    {
      codes: [
        { text: ordinaryCode(examples, 9), style: 'paper', scale: 0.34 },
        { text: examples.cancelled.code, style: 'phone', scale: 0.34 },
      ],
      seconds: 3,
    },
  ]);
  const kiosk = await launchKiosk({ databaseUrl: server.url, film });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  const past = page.getByTestId('past-verdicts').locator('li');
  await expect(past).toHaveCount(2, { timeout: 20_000 });
  const verdicts = await past.locator('span').allTextContents();
  expect(verdicts.toSorted()).toEqual(['Admitted', 'Cancelled']);
});

test('the verdict is marked for measurements, after the frame that showed its code', async ({
  launchKiosk,
  server,
  examples,
  makeFilm,
}) => {
  const film = await makeFilm([
    { codes: [{ text: ordinaryCode(examples, 10), style: 'phone' }], seconds: 3 },
  ]);
  const kiosk = await launchKiosk({ databaseUrl: server.url, film });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  await expect(page.getByTestId('past-verdicts').locator('li')).toHaveCount(1, { timeout: 20_000 });
  const marks = await page.evaluate(() =>
    performance.getEntriesByType('mark').map(({ name, startTime }) => ({ name, startTime })),
  );
  expect(marks.map(({ name }) => name)).toEqual(['frame-shown', 'code-read', 'answered', 'verdict-painted']);
});
