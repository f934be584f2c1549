import type { BrowserWindow } from 'electron';

/** How often the page is asked whether it still runs, and how long it may take to answer. */
const ASK_EVERY_MS = 5_000;
const ANSWER_WITHIN_MS = 20_000;

type HangWatchOptions = {
  readonly window: Pick<BrowserWindow, 'isDestroyed' | 'on'> & {
    readonly webContents: Pick<BrowserWindow['webContents'], 'executeJavaScript' | 'isCrashed'>;
  };
  readonly onHang: () => void;
  readonly askEveryMs?: number;
  readonly answerWithinMs?: number;
};

/**
 * Calls `onHang` when the page does not answer. Electron's own `unresponsive` needs a key or a touch that is not handled,
 * and a gate may go an hour without either while its camera picture stands still. A page that is still loading answers when it
 * has loaded: one that never gets there hangs too.
 */
export function watchForHang({
  window,
  onHang,
  askEveryMs = ASK_EVERY_MS,
  answerWithinMs = ANSWER_WITHIN_MS,
}: HangWatchOptions): void {
  const contents = window.webContents;
  let isAsking = false;

  const ask = () => {
    if (isAsking || window.isDestroyed() || contents.isCrashed()) return;
    isAsking = true;
    const overdue = setTimeout(() => {
      isAsking = false;
      if (!window.isDestroyed() && !contents.isCrashed()) onHang();
    }, answerWithinMs);
    const settle = () => {
      clearTimeout(overdue);
      isAsking = false;
    };
    // A rejection is an answer too: the page went away between question and answer.
    contents.executeJavaScript('true').then(settle, settle);
  };

  const interval = setInterval(ask, askEveryMs);
  window.on('closed', () => clearInterval(interval));
}
