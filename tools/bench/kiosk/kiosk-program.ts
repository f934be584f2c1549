import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { launchOnElectron } from '../../../e2e/fixtures/electron-app.ts';
import type { KioskApp } from '../../../e2e/fixtures/kiosk-app.ts';
import { launchOnStandIn } from '../../../e2e/fixtures/stand-in-app.ts';
import { requireChromium } from '../../../e2e/stand-in/find-chromium.ts';
import { ensureBuilt } from '../../start/build.ts';
import { findElectron } from '../../start/electron-binary.ts';

/** The built kiosk, to be started as often as a benchmark wants. */
export type KioskProgram = {
  readonly runtime: KioskApp['runtime'];
  /** Starts one in a folder of its own and runs `use` with it; it ends, and its folder goes, with `use`. */
  readonly during: <T>(wish: BenchKiosk, use: (kiosk: KioskApp) => Promise<T>) => Promise<T>;
};

type BenchKiosk = { readonly databaseUrl: string; readonly film: string | null };

/** The browser that shows the kiosk, with its version. */
export async function browserOf(kiosk: KioskApp): Promise<string> {
  const page = await kiosk.window();
  const agent = await page.evaluate(() => navigator.userAgent);
  return agent.match(/(?:Electron|Chrome|HeadlessChrome)\/[\d.]+/gu)?.join(' ') ?? agent;
}

/** Builds the kiosk if need be and finds what it runs on: Electron where it is to be had, else the stand-in. */
export async function readyKiosk(say: (sentence: string) => void): Promise<KioskProgram> {
  await ensureBuilt(() => say('building the kiosk ...'));
  const electron = await findElectron(() => say('downloading Electron ...'));
  if (electron === null) requireChromium(say);
  return {
    runtime: electron === null ? 'stand-in' : 'electron',
    during: async (wishes, use) => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-bench-kiosk-'));
      const wish = { ...wishes, settings: null };
      try {
        const kiosk =
          electron === null
            ? await launchOnStandIn(wish, folder)
            : await launchOnElectron(electron, wish, folder);
        try {
          return await use(kiosk);
        } finally {
          await kiosk.stop();
        }
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
}
