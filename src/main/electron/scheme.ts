import type { WindowKind } from '#shared/ipc/names.ts';

/** The kiosk's own scheme: a standard, secure origin that no web page can share. */
export const SCHEME = 'admit-one';
const HOST = 'kiosk';

/** Where each window starts, and the only document that it ever shows. */
export const ENTRY_URLS = {
  kiosk: `${SCHEME}://${HOST}/index.html`,
  'control-room': `${SCHEME}://${HOST}/control-room.html`,
} as const satisfies Record<WindowKind, string>;

/** Tells whether `url` is of the kiosk's origin. Compares protocol and host, since `URL.origin` of a scheme of one's own is `"null"`. */
export function isKioskUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return (
    parsed !== null &&
    parsed.protocol === `${SCHEME}:` &&
    parsed.host === HOST &&
    parsed.username === '' &&
    parsed.password === ''
  );
}
