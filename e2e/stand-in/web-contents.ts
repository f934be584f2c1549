import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { fromShownUrl, isShownUrl, toShownUrl } from './origin.ts';
import { killRenderers } from './renderers.ts';
import { RECEIVE, pageScript } from './page-script.ts';
import type { PageKey } from './page-script.ts';
import { createEvent } from './runtime.ts';

type OpenHandler = (details: { readonly url: string }) => { readonly action: 'deny' | 'allow' };

/** One window's page: what Electron calls its web contents. A crash gives it a new Chromium page under the same name. */
export class StandInContents extends EventEmitter {
  readonly #preload: string;
  readonly #openPage: () => Promise<Page>;
  #page: Promise<Page>;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  #url = 'about:blank';
  #isExpectingNavigation = false;
  #isLoading = false;
  #isCrashed = false;
  #isDestroyed = false;

  constructor(preload: string, openPage: () => Promise<Page>) {
    super();
    this.#preload = preload;
    this.#openPage = openPage;
    this.#page = this.#attach();
  }

  /** The page as it is now. */
  get page(): Promise<Page> {
    return this.#page;
  }

  async #attach(): Promise<Page> {
    const page = await this.#openPage();
    await page.addInitScript({ content: pageScript(readFileSync(this.#preload, 'utf8')) });
    page.on('crash', () => {
      this.#isCrashed = true;
      this.#isLoading = false;
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    });
    page.on('framenavigated', (frame) => {
      // Chromium's own pages (an empty one, one about an error) are not documents of the window.
      if (frame === page.mainFrame() && isShownUrl(frame.url())) {
        this.emit('did-navigate', {}, fromShownUrl(frame.url()));
      }
    });
    page.on('close', () => {
      void this.#markDestroyedWith(page);
    });
    return page;
  }

  /** A page that a crash has replaced may close without harm. */
  async #markDestroyedWith(page: Page): Promise<void> {
    if ((await this.#page) === page) this.markDestroyed();
  }

  /** The page is gone for good. */
  markDestroyed(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.emit('destroyed');
  }

  async loadURL(url: string): Promise<void> {
    this.#url = url;
    const page = await this.#page;
    await this.#navigate(() => page.goto(toShownUrl(url), { timeout: 0 }));
  }

  reload(): void {
    if (!this.#isCrashed) {
      void this.#page.then((page) => this.#navigate(() => page.reload({ timeout: 0 }))).catch(() => {});
      return;
    }
    // Chromium's page is beyond repair, for Playwright at least: another one takes its place, then the dead one goes.
    this.#isCrashed = false;
    const dead = this.#page;
    this.#page = this.#attach();
    void this.loadURL(this.#url).catch(() => {});
    void Promise.all([dead, this.#page]).then(([page]) => page.close().catch(() => {}));
  }

  async #navigate(start: () => Promise<unknown>): Promise<void> {
    this.#isExpectingNavigation = true;
    this.#isLoading = true;
    try {
      await start();
      this.emit('did-finish-load', {});
    } catch (error) {
      if (!this.#isDestroyed && !this.#isCrashed) {
        this.emit('did-fail-load', {}, -2, String(error), this.#url, true);
      }
      throw error;
    } finally {
      this.#isExpectingNavigation = false;
      this.#isLoading = false;
    }
  }

  /** Asks `will-frame-navigate` and `will-navigate` unless the navigation is the main process's own. */
  judgeNavigation(url: string, isMainFrame: boolean): boolean {
    if (isMainFrame && this.#isExpectingNavigation) {
      this.#isExpectingNavigation = false;
      return true;
    }
    const event = createEvent({ url, isMainFrame, isSameDocument: false, frame: null });
    this.emit('will-frame-navigate', event);
    if (isMainFrame && !event.isPrevented()) this.emit('will-navigate', event);
    return !event.isPrevented();
  }

  /** Asks `before-input-event`; true when the key must not reach the page. */
  judgeKey(key: PageKey): boolean {
    const event = createEvent({});
    this.emit('before-input-event', event, { ...key, isComposing: false, location: 0, modifiers: [] });
    return event.isPrevented();
  }

  /** Asks the window-open handler; the stand-in can refuse a popup and nothing else. */
  judgePopup(url: string): void {
    if (this.#openHandler({ url: fromShownUrl(url) }).action !== 'deny') {
      throw new Error('The stand-in for Electron can’t open popups.');
    }
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  send(channel: string, ...args: readonly unknown[]): void {
    void this.#page
      .then((page) =>
        page.evaluate(
          ([name, message]) => {
            const receive: unknown = Reflect.get(globalThis, name.receive);
            if (typeof receive === 'function') receive(name.channel, message);
          },
          [{ receive: RECEIVE, channel }, args] as const,
        ),
      )
      // The page is on its way to another document: Electron drops the message as well.
      .catch(() => {});
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return (await this.#page).evaluate(code);
  }

  forcefullyCrashRenderer(): void {
    void this.#page.then((page) => killRenderers(page.context()));
  }

  getURL(): string {
    return this.#url;
  }

  isLoading(): boolean {
    return this.#isLoading;
  }

  isCrashed(): boolean {
    return this.#isCrashed;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
}
