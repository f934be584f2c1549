import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import type { Logger } from '#main/log/logger.ts';
import { findAsset } from './assets.ts';
import { SCHEME } from './scheme.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Makes Chromium treat our scheme as a secure web origin. Electron takes this only before it is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      // `stream` for sounds in media elements, `codeCache` so that the second start compiles nothing.
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** Serves the renderer's build from `folder` and nothing beside it. */
export function setUpProtocol(folder: string, log: Logger): void {
  protocol.handle(SCHEME, (request) => answerRequest(request, folder, log));
}

async function answerRequest(request: Request, folder: string, log: Logger): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    log.warn('Refused a request on our scheme', { reason: 'method', method: request.method });
    return refuse(405);
  }
  const asset = findAsset(folder, request.url);
  if (!asset.ok) {
    log.warn('Refused a request on our scheme', { reason: asset.reason, path: request.url.slice(0, 200) });
    return refuse(asset.reason === 'other-origin' ? 403 : 404);
  }
  try {
    const body = await readFile(asset.file);
    return new Response(new Uint8Array(body), {
      headers: { ...SECURITY_HEADERS, 'Content-Type': asset.contentType },
    });
  } catch (error) {
    log.warn('A file of the interface is missing', { path: request.url.slice(0, 200), error: String(error) });
    return refuse(404);
  }
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
