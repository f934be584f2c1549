import type { Page } from '@playwright/test';
import { rowsOf, waitForSnapshot } from '../lead/lead-test.ts';
import { expect, keepScreenshot, ordinaryCode, test, waitUntilScanning } from './scan-test.ts';

const SIZES = [
  { width: 1_366, height: 768 },
  { width: 1_920, height: 1_080 },
] as const;
const TICKETS = 8;
/** Longer than a code that has had its verdict is remembered, so that each ticket of the film is presented anew. */
const PAUSE_SECONDS = 2.5;

test('the database is pulled away in the middle of a film, and nobody at the gate has to notice', async ({
  launchKiosk,
  server,
  examples,
  makeFilm,
}) => {
  test.setTimeout(240_000);
  const codes = Array.from({ length: TICKETS }, (_, index) => ordinaryCode(examples, index));
  const film = await makeFilm(
    codes.flatMap((text, index) => [
      { codes: [], seconds: index === 0 ? 2 * PAUSE_SECONDS : PAUSE_SECONDS },
      { codes: [{ text, style: 'paper' as const }], seconds: 1.5 },
    ]),
  );
  const kiosk = await launchKiosk({
    databaseUrl: server.url,
    film,
    settings: { attemptDeadlineMs: 1_500, screen: { admittedMs: 1_500 } },
  });
  const page = await kiosk.window();
  await waitUntilScanning(page);
  await waitForSnapshot(page);
  await page.addInitScript(recordVerdicts);
  // The film begins anew with the page.
  await page.reload();
  const connection = page.getByTestId('connection');
  await verdictAfter(page, 0, ({ decidedBy }) => decidedBy === 'database');

  await server.kill();
  const before = (await recorded(page)).length;
  const first = await verdictAfter(page, before, () => true);
  expect(first).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency', hasMark: true });
  await expect(connection).toHaveAttribute('data-connection', 'on-its-own');
  await expect(connection).toContainText('Go on scanning');
  await verdictAfter(page, before + 1, ({ verdict }) => verdict === 'admitted');
  await expect(page.getByTestId('verdict')).toHaveCount(0);
  await expect(connection).toHaveAttribute('data-pending-lines', /^[1-9]/u);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await keepScreenshot(page, `on-its-own-${size.width}x${size.height}`);
  }

  await server.restart();
  await expect(connection).toHaveAttribute('data-connection', 'online', { timeout: 20_000 });
  await expect(connection).toHaveAttribute('data-pending-lines', '0', { timeout: 20_000 });
  const seen = await recorded(page);
  const [doubled, replayed] = await Promise.all([
    rowsOf(server.url, 'SELECT ticket_purchase_id FROM conflicts'),
    rowsOf(
      server.url,
      `SELECT attempt_id FROM scan_attempts WHERE verdict = 'admitted' AND decided_by = 'emergency'`,
    ),
  ]);
  expect(doubled).toEqual([]);
  const greens = seen.filter(({ verdict, decidedBy }) => verdict === 'admitted' && decidedBy === 'emergency');
  expect(greens.length).toBeGreaterThanOrEqual(2);
  const inDatabase = replayed.map((row) => String(row['attempt_id']));
  for (const { attemptId } of greens) expect(inDatabase).toContain(attemptId);
});

type SeenVerdict = {
  readonly verdict: string;
  readonly decidedBy: string;
  readonly attemptId: string;
  readonly hasMark: boolean;
};

/** Runs in the page: notes each verdict as it comes on the screen. */
function recordVerdicts(): void {
  const verdicts: SeenVerdict[] = [];
  Reflect.set(globalThis, 'verdictsSeen', verdicts);
  new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => Array.from(addedNodes))) {
      if (!(node instanceof HTMLElement) || node.dataset['verdict'] === undefined) continue;
      verdicts.push({
        verdict: node.dataset['verdict'],
        decidedBy: node.dataset['decidedBy'] ?? '',
        attemptId: node.dataset['attemptId'] ?? '',
        hasMark: node.querySelector('[data-testid="decided-here"]') !== null,
      });
    }
  }).observe(document, { childList: true, subtree: true });
}

function recorded(page: Page): Promise<readonly SeenVerdict[]> {
  return page.evaluate(() => (Reflect.get(globalThis, 'verdictsSeen') ?? []) as SeenVerdict[]);
}

/** Waits for a verdict beyond the first `index` that is as wanted. */
async function verdictAfter(
  page: Page,
  index: number,
  isWanted: (seen: SeenVerdict) => boolean,
): Promise<SeenVerdict> {
  await expect
    .poll(async () => (await recorded(page)).slice(index).some(isWanted), { timeout: 60_000 })
    .toBe(true);
  const found = (await recorded(page)).slice(index).find(isWanted);
  if (found === undefined) throw new Error('The verdict is gone.');
  return found;
}
