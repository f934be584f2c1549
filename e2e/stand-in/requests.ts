import type { Page, Route } from 'playwright-core';
import { fromShownUrl, isShownUrl } from './origin.ts';
import { KEY_PATH } from './page-script.ts';
import type { PageKey } from './page-script.ts';
import type { Runtime } from './runtime.ts';
import type { StandInContents } from './web-contents.ts';

/** Answers every request of every page: ours from `protocol.handle`, navigations only as far as the handlers let them. */
export async function answerRoute(
  route: Route,
  runtime: Runtime,
  contentsOf: (page: Page | null) => Promise<StandInContents | null>,
): Promise<void> {
  const request = route.request();
  const url = request.url();
  const contents = await contentsOf(pageOf(route));
  if (isShownUrl(url) && new URL(url).pathname === KEY_PATH && contents !== null) {
    const isStopped = contents.judgeKey(JSON.parse(request.postData() ?? '{}') as PageKey);
    return route.fulfill({ status: 200, body: isStopped ? 'stop' : 'pass' });
  }
  if (request.isNavigationRequest() && !mayNavigate(route, runtime, contents)) {
    return route.abort('aborted');
  }
  if (isShownUrl(url)) return answerOwnScheme(route, runtime);
  // Not ours, and the page's policy let it through: what becomes of it is the network's business, as on Electron.
  return route.continue();
}

function mayNavigate(route: Route, runtime: Runtime, contents: StandInContents | null): boolean {
  const request = route.request();
  const url = fromShownUrl(request.url());
  if (contents !== null) return contents.judgeNavigation(url, request.frame().parentFrame() === null);
  // A page that no window of ours opened is a popup: a link with a target of its own, which names no opener.
  const [opener] = runtime.contents;
  opener?.judgePopup(url);
  return false;
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

/** The page that asks; null for a popup that has no frame yet and for a worker that outlived its page. */
function pageOf(route: Route): Page | null {
  try {
    return route.request().frame().page();
  } catch {
    return null;
  }
}
