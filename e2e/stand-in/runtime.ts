import { EventEmitter } from 'node:events';
import type { StandInBrowser } from './browser.ts';
import type { StandInContents } from './web-contents.ts';

/** A question to `setPermissionRequestHandler`'s handler, as the stand-in asks it. */
type RequestHandler = (
  contents: object,
  permission: string,
  callback: (isGranted: boolean) => void,
  details: object,
) => void;
type CheckHandler = (contents: object | null, permission: string, origin: string, details: object) => boolean;

/** Everything that the parts of the stand-in share: the running program's state, made once by `electron.ts`. */
export type Runtime = {
  readonly appEvents: EventEmitter;
  readonly contents: Set<StandInContents>;
  readonly invokeHandlers: Map<string, (event: object, ...args: unknown[]) => unknown>;
  readonly schemes: Set<string>;
  browser: Promise<StandInBrowser> | null;
  /** True once a window has taken the empty page that Chromium starts with. */
  isFirstPageTaken: boolean;
  /** How many pages a window of ours is waiting for; any other page is a popup. */
  pagesBeingOpened: number;
  protocolHandler: ((request: Request) => Response | Promise<Response>) | null;
  permissionRequest: RequestHandler | null;
  permissionCheck: CheckHandler | null;
  isReady: boolean;
  /** True from `app.quit()` or `app.exit()` on. */
  isEnding: boolean;
};

export function createRuntime(): Runtime {
  return {
    appEvents: new EventEmitter(),
    contents: new Set(),
    invokeHandlers: new Map(),
    schemes: new Set(),
    browser: null,
    isFirstPageTaken: false,
    pagesBeingOpened: 0,
    protocolHandler: null,
    permissionRequest: null,
    permissionCheck: null,
    isReady: false,
    isEnding: false,
  };
}

/** Electron's event object, as far as our handlers use it. */
export function createEvent<T extends object>(
  fields: T,
): T & { readonly preventDefault: () => void; readonly isPrevented: () => boolean } {
  let isPrevented = false;
  return {
    ...fields,
    preventDefault: () => {
      isPrevented = true;
    },
    isPrevented: () => isPrevented,
  };
}
