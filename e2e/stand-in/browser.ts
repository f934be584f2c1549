import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContext } from 'playwright-core';
import { requireChromium } from './find-chromium.ts';

export type StandInBrowser = {
  readonly context: BrowserContext;
  /** Where a test attaches to the very same pages. */
  readonly cdpUrl: string;
  readonly close: () => Promise<void>;
};

type BrowserOptions = {
  readonly isHeadless: boolean;
  readonly isKiosk: boolean;
  readonly width: number;
  readonly height: number;
  /** A film (.y4m or .mjpeg) to be the camera, or null for whatever the machine has. */
  readonly film: string | null;
};

/** Starts Chromium with a profile of its own, which goes when the browser does. */
export async function startBrowser(options: BrowserOptions): Promise<StandInBrowser> {
  const executablePath = requireChromium((line) => process.stderr.write(`${line}\n`));
  const profile = await mkdtemp(path.join(tmpdir(), 'admit-one-stand-in-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: options.isHeadless,
    // Root has no sandbox on Linux; anybody else keeps it.
    chromiumSandbox: process.getuid?.() !== 0,
    viewport: options.isHeadless ? { width: options.width, height: options.height } : null,
    ignoreHTTPSErrors: false,
    args: [...switches(options)],
  });
  return { context, cdpUrl: await readCdpUrl(profile), close: () => closeBrowser(context, profile) };
}

function switches({ isHeadless, isKiosk, film, width, height }: BrowserOptions): readonly string[] {
  return [
    '--remote-debugging-port=0',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-gpu',
    '--autoplay-policy=no-user-gesture-required',
    // Electron's `backgroundThrottling: false`.
    '--disable-background-timer-throttling',
    '--disable-renderer-backgrounding',
    '--disable-backgrounding-occluded-windows',
    ...(isHeadless ? [] : [`--window-size=${width},${height}`]),
    ...(isKiosk && !isHeadless ? ['--kiosk'] : []),
    ...(film === null
      ? []
      : ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`]),
  ];
}

/** The port that Chromium chose, from the file that it writes for this purpose. */
async function readCdpUrl(profile: string): Promise<string> {
  const [port] = (await readFile(path.join(profile, 'DevToolsActivePort'), 'utf8')).split('\n');
  return `http://127.0.0.1:${port}`;
}

async function closeBrowser(context: BrowserContext, profile: string): Promise<void> {
  await context.close().catch(() => {});
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
