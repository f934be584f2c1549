import path from 'node:path';
import { isKioskUrl } from './scheme.ts';

/** Types of everything that the renderer's build makes. A file of another kind is not served: add it here first. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.ogg': 'audio/ogg',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.woff2': 'font/woff2',
};

/** A file of the renderer's build, or why there is none for this URL. */
export type Asset =
  | { readonly ok: true; readonly file: string; readonly contentType: string }
  | { readonly ok: false; readonly reason: 'other-origin' | 'malformed' | 'outside' | 'unknown-type' };

/**
 * Finds the file under `folder` that `url` names. URL parsing has already folded plain `..` and `%2e%2e`; what is left to
 * catch are encoded separators, which only become a way out after decoding.
 */
export function findAsset(folder: string, url: string): Asset {
  if (!isKioskUrl(url)) return { ok: false, reason: 'other-origin' };
  const pathname = decodePathname(new URL(url).pathname);
  // A backslash is a separator on Windows, a colon a drive or a stream; no file of ours has either.
  if (pathname === null || /[\\:\0%]/u.test(pathname)) return { ok: false, reason: 'malformed' };
  const root = path.resolve(folder);
  const file = path.join(root, pathname);
  if (pathname.split('/').includes('..') || !file.startsWith(root + path.sep)) {
    return { ok: false, reason: 'outside' };
  }
  const contentType = CONTENT_TYPES[path.extname(file).toLowerCase()];
  return contentType === undefined ? { ok: false, reason: 'unknown-type' } : { ok: true, file, contentType };
}

/** Decodes once; null for a malformed escape. A second layer of encoding stays visible as `%` and is refused. */
function decodePathname(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
