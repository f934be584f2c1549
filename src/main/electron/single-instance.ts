import type { App, BrowserWindow } from 'electron';
import type { Logger } from '#main/log/logger.ts';

/**
 * Makes this the only kiosk (or control room) of its user-data folder: two would fight for the camera. Returns false when there is one
 * already, which then comes to the front; the caller ends this process.
 */
export function isOnlyInstance(
  app: App,
  program: 'kiosk' | 'control room',
  window: () => BrowserWindow | null,
  log: Logger,
): boolean {
  if (!app.requestSingleInstanceLock()) {
    log.warn(`The ${program} runs already: this second start ends`);
    return false;
  }
  app.on('second-instance', () => {
    log.info('A second start was turned away');
    const first = window();
    if (first === null) return;
    if (first.isMinimized()) first.restore();
    first.focus();
  });
  return true;
}
