import type { BrowserWindow } from 'electron';
import type { Logger } from '#main/log/logger.ts';

/** How long a page may take from its loading to its first question: the slowest laptop needs a few seconds. */
const UP_WITHIN_MS = 20_000;
/** So many failures within this time are not mended by another try. */
const MOST_FAILURES = 3;
const MEMORY_MS = 60_000;

type PageWatchOptions = {
  readonly window: BrowserWindow;
  /** Calls its listener each time the page shows that it is up. */
  readonly onScreenUp: (listener: () => void) => void;
  readonly log: Logger;
};

/**
 * Closes a control room above a kiosk that has no page to show: one that is gone, fails to load, loads itself again and again, or does
 * not come up. It keeps the kiosk behind it from judging meanwhile, and the lead may open another.
 */
export function closeWithoutPage({ window, onScreenUp, log }: PageWatchOptions): void {
  const { webContents: contents } = window;
  let failuresMs: readonly number[] = [];
  let hasDocument = false;
  let overdue: NodeJS.Timeout | undefined;

  const close = (why: string) => {
    clearTimeout(overdue);
    log.warn('The control room closes', { why });
    // Not within the event: whoever else listens to it still finds the window.
    setImmediate(() => {
      if (!window.isDestroyed()) window.destroy();
    });
  };
  const expectPage = () => {
    overdue ??= setTimeout(() => close('its page does not come up'), UP_WITHIN_MS);
  };
  const noteFailure = (why: string) => {
    expectPage();
    const nowMs = performance.now();
    failuresMs = [...failuresMs.filter((failureMs) => nowMs - failureMs < MEMORY_MS), nowMs];
    if (failuresMs.length >= MOST_FAILURES) close(why);
  };

  expectPage();
  onScreenUp(() => {
    clearTimeout(overdue);
    overdue = undefined;
  });
  contents.on('render-process-gone', () => close('its page is gone'));
  contents.on('did-fail-load', (_event, errorCode, _description, _url, isMainFrame) => {
    // -3 is "aborted": a navigation that was refused, or overtaken by a reload.
    if (isMainFrame && errorCode !== -3) noteFailure('its page does not load');
  });
  contents.on('did-navigate', () => {
    if (hasDocument) noteFailure('its page loads again and again');
    hasDocument = true;
    expectPage();
  });
  window.on('closed', () => clearTimeout(overdue));
}
