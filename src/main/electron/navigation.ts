import type { App, WebContents } from 'electron';
import type { Logger } from '#main/log/logger.ts';
import { ENTRY_URL } from './scheme.ts';

/**
 * Keeps every window on the kiosk's one document: no page, frame, popup or guest view can take it elsewhere, not even
 * within our own origin. Starting that document over is allowed, because that is how a page gets out of an error.
 */
export function setUpNavigation(app: App, log: Logger): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, log));
}

function confine(contents: WebContents, log: Logger): void {
  const refuse = (what: string, url: string) =>
    log.warn('Refused to leave the kiosk', { what, target: describe(url) });

  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame && event.url === ENTRY_URL) return;
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
