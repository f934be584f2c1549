import type { App, WebContents } from 'electron';
import type { Logger } from '#main/log/logger.ts';
import type { WindowContents } from './ipc-sender.ts';
import { ENTRY_URLS } from './scheme.ts';

/**
 * Keeps every window on its one document: no page, frame, popup or guest view can take it elsewhere, not even
 * within our own origin. Starting that document over is allowed, because that is how a page gets out of an error.
 */
export function setUpNavigation(app: App, windows: WindowContents, log: Logger): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, windows, log));
}

function confine(contents: WebContents, windows: WindowContents, log: Logger): void {
  const refuse = (what: string, url: string) =>
    log.warn('Refused to leave the kiosk', { what, target: describe(url) });

  // Asked when it is needed: a window is known to be the kiosk's or the control room's after its contents were made.
  const entryUrl = () => ENTRY_URLS[windows['control-room']() === contents ? 'control-room' : 'kiosk'];

  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame && event.url === entryUrl()) return;
    event.preventDefault();
    refuse(event.isMainFrame ? 'navigation' : 'frame navigation', event.url);
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
    refuse('redirect', event.url);
  });
  contents.on('will-attach-webview', (event, _preferences, parameters) => {
    event.preventDefault();
    refuse('webview', parameters['src'] ?? '');
  });
  contents.setWindowOpenHandler(({ url }) => {
    refuse('popup', url);
    return { action: 'deny' };
  });
}

/** Enough of a URL to find the culprit: whatever stands behind `?` or `#` could be a code. */
function describe(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? 'not a URL' : `${parsed.protocol}//${parsed.host}${parsed.pathname}`.slice(0, 200);
}
