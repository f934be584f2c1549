import { EventEmitter } from 'node:events';
import type { BrowserContext, Page } from 'playwright-core';
import { startBrowser } from './browser.ts';
import type { StandInBrowser } from './browser.ts';
import { describeFrame } from './frames.ts';
import type { PageKey } from './page-script.ts';
import { fromShownUrl } from './origin.ts';
import { askPermission, grantChecked } from './permissions.ts';
import { answerRoute } from './requests.ts';
import { createEvent } from './runtime.ts';
import type { Runtime } from './runtime.ts';
import { strict } from './strict.ts';
import { StandInContents } from './web-contents.ts';

type WindowOptions = {
  readonly width: number;
  readonly height: number;
  readonly show: boolean;
  readonly kiosk: boolean;
  readonly webPreferences: { readonly preload: string };
};

/** Makes the `BrowserWindow` class of one runtime. */
export function createBrowserWindow(runtime: Runtime) {
  const windows = new Set<{ readonly close: () => void }>();

  return class StandInWindow extends EventEmitter {
    readonly webContents: StandInContents;
    #isDestroyed = false;

    constructor(options: WindowOptions) {
      super();
      if (!runtime.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
      runtime.browser ??= openBrowser(runtime, options);
      const browser = runtime.browser;
      const contents = strict(
        'webContents',
        new StandInContents(options.webPreferences.preload, async () =>
          openPage((await browser).context, runtime),
        ),
      );
      this.webContents = contents;
      runtime.contents.add(contents);
      windows.add(this);
      contents.on('destroyed', () => this.#gone());
      runtime.appEvents.emit('web-contents-created', {}, contents);
      return strict<StandInWindow>('BrowserWindow', this);
    }

    #gone(): void {
      if (this.#isDestroyed) return;
      this.#isDestroyed = true;
      windows.delete(this);
      runtime.contents.delete(this.webContents);
      this.emit('closed');
      if (windows.size === 0 && !runtime.isEnding) runtime.appEvents.emit('window-all-closed');
    }

    loadURL(url: string): Promise<void> {
      return this.webContents.loadURL(url);
    }

    /** Asks `close`, then closes the page. */
    close(): void {
      const event = createEvent({});
      this.emit('close', event);
      if (!event.isPrevented()) this.destroy();
    }

    destroy(): void {
      void this.webContents.page.then((page) => page.close()).catch(() => {});
      this.webContents.markDestroyed();
    }

    isDestroyed(): boolean {
      return this.#isDestroyed;
    }

    isMinimized(): boolean {
      return false;
    }

    focus(): void {
      void this.webContents.page.then((page) => page.bringToFront()).catch(() => {});
    }

    static getAllWindows(): readonly { readonly close: () => void }[] {
      return [...windows];
    }
  };
}

/** Starts the browser for the first window, with its transport beneath every page. */
async function openBrowser(runtime: Runtime, options: WindowOptions): Promise<StandInBrowser> {
  const browser = await startBrowser({
    isHeadless: !options.show,
    isKiosk: options.kiosk,
    width: options.width,
    height: options.height,
    film: process.env['ADMIT_ONE_CAMERA_FILM'] || null,
  });
  const { context } = browser;
  const find = (page: Page | null) => findContents(runtime, page);
  await context.route('**/*', async (route) => {
    await answerRoute(route, runtime, find).catch((error: unknown) => {
      // A page that closes takes its requests with it.
      if (!runtime.isEnding) process.stderr.write(`stand-in: ${String(error)}\n`);
    });
  });
  await context.exposeBinding('standInInvoke', async ({ page, frame }, channel: string, args: unknown[]) => {
    const handler = runtime.invokeHandlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return handler({ sender: await find(page), senderFrame: describeFrame(frame) }, ...args);
  });
  await context.exposeBinding('standInKey', async ({ page }, key: PageKey) => {
    (await find(page))?.judgeKey(key);
  });
  await context.exposeBinding('standInOpen', async ({ page }, url: string) => {
    (await find(page))?.judgePopup(url);
  });
  await context.exposeBinding(
    'standInPermission',
    async ({ page, frame }, permission: string, mediaTypes: string[]) => {
      const contents = await find(page);
      const isMainFrame = frame.parentFrame() === null;
      const url = fromShownUrl(frame.url());
      if (contents === null) return false;
      return askPermission({ runtime, context, contents, url, isMainFrame, permission, mediaTypes });
    },
  );
  await grantChecked(runtime, context);
  context.on('page', (page) => {
    // Nobody here opened it: a popup, whose navigation has been refused already.
    if (runtime.pagesBeingOpened === 0) void page.close().catch(() => {});
  });
  context.on('close', () => {
    // The person closed Chromium, or it died: every window of ours is gone with it.
    for (const contents of runtime.contents) contents.markDestroyed();
  });
  process.stderr.write(`stand-in: attach a test to ${browser.cdpUrl}\n`);
  return browser;
}

/** A page for a window: the first takes over the empty one that Chromium starts with. */
async function openPage(context: BrowserContext, runtime: Runtime): Promise<Page> {
  const [first] = context.pages();
  if (first !== undefined && !runtime.isFirstPageTaken) {
    runtime.isFirstPageTaken = true;
    return first;
  }
  runtime.pagesBeingOpened += 1;
  try {
    return await context.newPage();
  } finally {
    runtime.pagesBeingOpened -= 1;
  }
}

/** The window's contents that show `page` now, or null for a page that no window of ours opened. */
async function findContents(runtime: Runtime, page: Page | null): Promise<StandInContents | null> {
  for (const contents of runtime.contents) {
    if (page !== null && (await contents.page) === page) return contents;
  }
  return null;
}
