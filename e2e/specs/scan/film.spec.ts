import type { Page } from '@playwright/test';
import { fillPracticeData } from '../../../tools/practice/data.ts';
import type { FilmCode } from '../../../tools/practice/film.ts';
import { expect, keepScreenshot, ordinaryCode, test, waitUntilScanning } from './scan-test.ts';

const SIZES = [
  { width: 1_366, height: 768 },
  { width: 1_920, height: 1_080 },
] as const;

/** Longer than a code may be missing before it counts as presented anew. */
const PAUSE_SECONDS = 2.5;

test('a film of tickets gives the right screens in order', async ({
  launchKiosk,
  server,
  examples,
  makeFilm,
}) => {
  test.setTimeout(240_000);
  const { noted, alreadyAdmitted, cancelled, notSoldYet, otherConcert, unknownCode } = examples;
  const shown: readonly { readonly code: FilmCode; readonly verdict: string; readonly name: string }[] = [
    {
      code: { text: ordinaryCode(examples, 5), style: 'paper', tiltDegrees: 4 },
      verdict: 'admitted',
      name: 'ordinary',
    },
    { code: { text: noted.code, style: 'phone' }, verdict: 'admitted', name: 'noted' },
    { code: { text: alreadyAdmitted.code, style: 'paper' }, verdict: 'already-admitted', name: 'used' },
    {
      code: { text: cancelled.code, style: 'phone', tiltDegrees: 3 },
      verdict: 'cancelled',
      name: 'cancelled',
    },
    { code: { text: notSoldYet.code, style: 'paper' }, verdict: 'not-sold-yet', name: 'unsold' },
    { code: { text: otherConcert.code, style: 'paper' }, verdict: 'other-concert', name: 'other-night' },
    { code: { text: unknownCode.code, style: 'phone' }, verdict: 'unknown-code', name: 'unknown' },
    { code: { text: ordinaryCode(examples, 6), style: 'dark-mode' }, verdict: 'admitted', name: 'dark-mode' },
    {
      code: { text: ordinaryCode(examples, 7), style: 'paper', tiltDegrees: 33 },
      verdict: 'admitted',
      name: 'tilted',
    },
  ];
  const film = await makeFilm(
    shown.flatMap(({ code }, index) => [
      // The first pause is for the window to open its eyes.
      { codes: [], seconds: index === 0 ? 2 * PAUSE_SECONDS : PAUSE_SECONDS },
      { codes: [code], seconds: 2 },
    ]),
  );
  const kiosk = await launchKiosk({
    databaseUrl: server.url,
    film,
    settings: { screen: { admittedMs: 3_500, refusedMs: 3_500 } },
  });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  await page.addInitScript(recordVerdicts);
  // The film begins anew with the page; what was admitted before somebody watched is practice data again.
  await page.reload();
  await fillPracticeData({ url: server.url, tickets: 200, now: new Date() });
  for (const [index, { verdict, name }] of shown.entries()) {
    await expect
      .poll(async () => (await recorded(page))[index], { message: name, timeout: 40_000 })
      .toBe(verdict);
    for (const { width, height } of SIZES) {
      await page.setViewportSize({ width, height });
      await keepScreenshot(page, `${index + 1}-${name}-${width}x${height}`);
    }
  }
  expect((await recorded(page)).slice(0, shown.length)).toEqual(shown.map(({ verdict }) => verdict));
});

/** Runs in the page: notes each verdict as it comes on the screen. */
function recordVerdicts(): void {
  const verdicts: string[] = [];
  Reflect.set(globalThis, 'verdictsSeen', verdicts);
  new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => Array.from(addedNodes))) {
      if (node instanceof HTMLElement && node.dataset['verdict'] !== undefined)
        verdicts.push(node.dataset['verdict']);
    }
  }).observe(document, { childList: true, subtree: true });
}

function recorded(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (Reflect.get(globalThis, 'verdictsSeen') ?? []) as string[]);
}
