/**
 * Chromium loads no scheme that it does not know, so the stand-in shows `admit-one://kiosk/` under an https origin that
 * can exist nowhere: `.invalid` never resolves, and every request for it is answered before it reaches a network.
 */
const SHOWN_ORIGIN = 'https://kiosk.admit-one.invalid';

/** The scheme's URL as the browser shows it. */
export function toShownUrl(url: string): string {
  const { host, pathname, search, hash } = new URL(url);
  if (host !== 'kiosk') throw new Error(`The stand-in shows one origin only, not ${url}.`);
  return `${SHOWN_ORIGIN}${pathname}${search}${hash}`;
}

/** The browser's URL as the main process must see it; other URLs stay as they are. */
export function fromShownUrl(url: string): string {
  return isShownUrl(url) ? `admit-one://kiosk${url.slice(SHOWN_ORIGIN.length)}` : url;
}

export function isShownUrl(url: string): boolean {
  return url === SHOWN_ORIGIN || url.startsWith(`${SHOWN_ORIGIN}/`);
}

export { SHOWN_ORIGIN };
