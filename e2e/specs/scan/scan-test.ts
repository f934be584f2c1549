import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { migrate } from '#main/database/migrate.ts';
import { fillPracticeData } from '../../../tools/practice/data.ts';
import { ensureDatabaseServers } from '../../../tools/practice/ensure-database-server.ts';
import { type PracticeExamples, practiceExamples } from '../../../tools/practice/examples.ts';
import { type FilmScene, renderFilm } from '../../../tools/practice/film.ts';
import { type PrivateServer, startPrivateServer } from '../../../tools/practice/server.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { test as base } from '../../fixtures/kiosk.ts';
import type { KioskApp, KioskWish } from '../../fixtures/kiosk-app.ts';

export { expect } from '../../fixtures/kiosk.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
/** Enough for one of each kind, and quick to fill. */
const TICKETS = 200;

type ScanFixtures = {
  /** Starts a kiosk on this test's database, and waits until it scans. */
  readonly launchScanning: (wish?: Partial<KioskWish> & { readonly folder?: string }) => Promise<{
    readonly kiosk: KioskApp;
    readonly page: Page;
  }>;
  /** Codes of practice data that is new for this test. */
  readonly examples: PracticeExamples;
  /** Renders a film for the camera and returns its path. */
  readonly makeFilm: (scenes: readonly FilmScene[]) => Promise<string>;
};

type ScanWorkerFixtures = {
  /** A private database server, migrated. */
  readonly server: PrivateServer;
};

/** The kiosk's `test` with a database of its own behind it. */
export const test = base.extend<ScanFixtures, ScanWorkerFixtures>({
  server: [
    // Playwright reads what a fixture needs from this pattern, and it must be one.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const [program] = await ensureDatabaseServers(() => {});
      const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-e2e-database-'));
      const server = await startPrivateServer({ server: program, folder, isTemporary: true });
      await migrate({ url: server.url, migrationsFolder: path.join(ROOT, 'drizzle'), log: silentLog });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  launchScanning: async ({ launchKiosk, server }, use) => {
    await use(async (wish) => {
      const kiosk = await launchKiosk({ databaseUrl: server.url, ...wish });
      const page = await kiosk.window();
      await waitUntilScanning(page);
      return { kiosk, page };
    });
  },
  examples: async ({ server }, use) => {
    await fillPracticeData({ url: server.url, tickets: TICKETS, now: new Date() });
    await use(await practiceExamples({ url: server.url }));
  },
  // The pattern says, as above, that it needs no other fixture.
  // eslint-disable-next-line no-empty-pattern
  makeFilm: async ({}, use) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-e2e-film-'));
    let number = 0;
    await use(async (scenes) => {
      const out = path.join(folder, `${(number += 1)}.mjpeg`);
      await renderFilm({ scenes, out });
      return out;
    });
    await rm(folder, { recursive: true, force: true });
  },
});

/** Waits until the scan screen is up and its database answers. */
export async function waitUntilScanning(page: Page): Promise<void> {
  await page.locator('[data-testid="connection"][data-connection="online"]').waitFor({ timeout: 30_000 });
}

/** The verdict on the screen, if it is this one. */
export function verdictOnScreen(page: Page, verdict: string) {
  return page.locator(`[data-testid="verdict"][data-verdict="${verdict}"]`);
}

/** Types as a scanner does: all keys at once, in order. */
export async function scanByKeyboard(
  page: Page,
  code: string,
  end: 'Enter' | 'Tab' = 'Enter',
): Promise<void> {
  // Down and up of one key before the next: a key that is down already would be a held one.
  await Promise.all(
    [...Array.from(code), end].flatMap((key) => [page.keyboard.down(key), page.keyboard.up(key)]),
  );
}

/** The n-th ordinary code of the practice data. */
export function ordinaryCode({ admitted }: PracticeExamples, index: number): string {
  const example = admitted[index];
  if (example === undefined) throw new Error(`The practice data has no ordinary code ${index}.`);
  return example.code;
}

/** Keeps a picture of the page as test output. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(ROOT, 'test-output/screenshots', `${name}.png`) });
}
