import type { App } from 'electron';
import type { Logger } from '#main/log/logger.ts';

/** How long the attempts in flight get to finish; above any attempt's own deadline. */
const CLOSE_WITHIN_MS = 10_000;

/** Tells a launcher that started this process (instead of the system) to start it again. */
const RELAUNCH_EXIT_CODE = 85;

export type Lifecycle = {
  readonly isQuitting: () => boolean;
  readonly quit: () => void;
  /** Ends this process as `quit` does and starts a new one. */
  readonly relaunch: () => void;
  /** Has `close` finish what is in flight before the process ends. */
  readonly closeBeforeExit: (close: () => Promise<void>) => void;
};

type LifecycleOptions = {
  readonly app: App;
  /** True where a launcher waits for this process and would take its end for the end of the kiosk. */
  readonly hasLauncher: boolean;
  /** The AppImage's own file where the program runs from one. */
  readonly appImage: string | undefined;
  readonly log: Logger;
};

/** Ends the program in order, whoever asked for it: attempts in flight are finished and answered first. */
export function setUpLifecycle({ app, hasLauncher, appImage, log }: LifecycleOptions): Lifecycle {
  const closing: (() => Promise<void>)[] = [];
  let isQuitting = false;
  let isExiting = false;
  let exitCode = 0;

  const exit = async () => {
    await closeWithin(() => Promise.all(closing.map((close) => close())), log);
    log.info('The kiosk ends', { exitCode });
    app.exit(exitCode);
  };
  app.on('before-quit', () => {
    isQuitting = true;
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isExiting) return;
    isExiting = true;
    void exit();
  });
  app.on('window-all-closed', () => app.quit());

  return {
    isQuitting: () => isQuitting,
    quit: () => app.quit(),
    relaunch: () => {
      log.warn('Starting the program anew');
      if (hasLauncher) exitCode = RELAUNCH_EXIT_CODE;
      // An AppImage's program lies on a mount that goes with this process: start the image itself.
      else app.relaunch(appImage === undefined ? {} : { execPath: appImage });
      app.quit();
    },
    closeBeforeExit: (close) => void closing.push(close),
  };
}

/** Waits for `close`, but not for ever: a database that hangs must not keep a laptop from shutting down. */
async function closeWithin(close: () => Promise<unknown>, log: Logger): Promise<void> {
  const { promise: isLate, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(resolve, CLOSE_WITHIN_MS, 'late');
  try {
    if ((await Promise.race([close(), isLate])) === 'late') log.error('Quit without waiting any longer');
  } catch (error) {
    log.error('Closing failed', { error: String(error) });
  } finally {
    clearTimeout(timer);
  }
}
