import type { Route } from 'playwright-core';
import { fromShownUrl, isShownUrl } from './origin.ts';
import { KEY_PATH } from './page-script.ts';
import type { PageKey } from './page-script.ts';
import type { Runtime } from './runtime.ts';
import type { StandInContents } from './web-contents.ts';

/** Answers every request of every page: ours from `protocol.handle`, navigations only as far as the handlers let them. */
export async function answerRoute(
  route: Route,
  runtime: Runtime,
  contentsOf: (route: Route) => StandInContents | null,
): Promise<void> {
  const request = route.request();
  const url = request.url();
  const contents = contentsOf(route);
  if (isShownUrl(url) && new URL(url).pathname === KEY_PATH && contents !== null) {
    const isStopped = contents.judgeKey(JSON.parse(request.postData() ?? '{}') as PageKey);
    return route.fulfill({ status: 200, body: isStopped ? 'stop' : 'pass' });
  }
  if (request.isNavigationRequest() && !mayNavigate(route, contents)) return route.abort('aborted');
  if (isShownUrl(url)) return answerOwnScheme(route, runtime);
  // Not ours, and the page's policy let it through: what becomes of it is the network's business, as on Electron.
  return route.continue();
}

function mayNavigate(route: Route, contents: StandInContents | null): boolean {
  // A page that no window of ours opened is a popup on its way out.
  if (contents === null) return false;
  const frame = route.request().frame();
  return contents.judgeNavigation(fromShownUrl(route.request().url()), frame.parentFrame() === null);
}

async function answerOwnScheme(route: Route, runtime: Runtime): Promise<void> {
  if (runtime.protocolHandler === null) return route.abort('failed');
  const request = route.request();
  const body = request.postDataBuffer();
  const response = await runtime.protocolHandler(
    new Request(fromShownUrl(request.url()), {
      method: request.method(),
      headers: request.headers(),
      ...(body === null ? {} : { body: new Uint8Array(body) }),
    }),
  );
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}
