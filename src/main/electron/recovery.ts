import type { App, BrowserWindow, Details } from 'electron';
import type { Logger } from '#main/log/logger.ts';
import { chooseRemedy } from './back-off.ts';
import { watchForHang } from './hang-watch.ts';
import { watchForStart } from './start-watch.ts';

type RecoveryOptions = {
  readonly app: App;
  readonly window: BrowserWindow;
  /** Calls its listener each time the scan screen shows that it is up. */
  readonly onScreenUp: (listener: () => void) => void;
  readonly relaunch: () => void;
  readonly log: Logger;
};

/**
 * Brings a window back that crashed, hangs, did not load or did not start: it is reloaded, later and later, and when that does not help
 * the program starts anew. Nobody is asked anything, because nobody at a gate could answer.
 */
export function setUpRecovery({ app, window, onScreenUp, relaunch, log }: RecoveryOptions): void {
  const contents = window.webContents;
  const failuresMs: number[] = [];
  let pending: NodeJS.Timeout | null = null;

  const recover = (what: string, fields: Readonly<Record<string, string | number>>) => {
    // One failure often shows in several events; while a remedy is under way the rest are its echo.
    if (pending !== null || window.isDestroyed()) return;
    failuresMs.push(performance.now());
    const remedy = chooseRemedy(failuresMs);
    log.error(what, { ...fields, remedy: remedy.kind, failures: failuresMs.length });
    if (remedy.kind === 'relaunch') return relaunch();
    pending = setTimeout(() => {
      pending = null;
      if (!window.isDestroyed()) contents.reload();
    }, remedy.delayMs);
  };

  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason !== 'clean-exit') recover('The window’s process is gone', { reason, exitCode });
  });
  contents.on('did-fail-load', (_event, errorCode, errorDescription, _url, isMainFrame) => {
    // -3 is "aborted": a navigation that was refused, or overtaken by a reload.
    if (isMainFrame && errorCode !== -3) recover('The window did not load', { errorCode, errorDescription });
  });
  contents.on('preload-error', (_event, _preloadPath, error) => {
    recover('The preload failed', { error: String(error) });
  });
  const onHang = () => {
    log.error('The window hangs: ending its process', {});
    // Its end comes back as `render-process-gone`; a hung page would not answer a reload.
    contents.forcefullyCrashRenderer();
  };
  window.on('unresponsive', onHang);
  watchForHang({ window, onHang });
  watchForStart({
    contents,
    onScreenUp,
    onStuck: () => recover('The page loaded and did not start', {}),
  });
  const onHelperGone = (_event: unknown, { type, reason, exitCode }: Details) => {
    // Chromium starts these again by itself (GPU, network, audio).
    log.warn('A helper process is gone', { type, reason, exitCode });
  };
  app.on('child-process-gone', onHelperGone);
  // The program outlives a window that is opened and closed again.
  window.once('closed', () => app.off('child-process-gone', onHelperGone));
}
