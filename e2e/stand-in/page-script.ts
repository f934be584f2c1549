/// <reference lib="dom" />

/** What the stand-in puts beneath the page: the functions that Playwright binds, in the page's own terms. */
type Transport = {
  readonly standInInvoke: (channel: string, args: readonly unknown[]) => Promise<unknown>;
  readonly standInKey: (input: PageKey) => Promise<void>;
  readonly standInPermission: (permission: string, mediaTypes: readonly string[]) => Promise<boolean>;
  readonly standInOpen: (url: string) => Promise<void>;
};

export type PageKey = {
  readonly type: 'keyDown' | 'keyUp';
  readonly key: string;
  readonly code: string;
  readonly isAutoRepeat: boolean;
  readonly shift: boolean;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
};

/** Where the page asks, synchronously, whether a key may reach it. */
export const KEY_PATH = '/__stand-in/key';

/** The name under which main's messages enter the page. */
export const RECEIVE = 'standInReceive';

/**
 * The script that runs in a page before its own: Electron's side of the preload (`ipcRenderer`, `contextBridge`), then the
 * preload itself, in the main frame only. Electron gives the preload a world of its own; here it shares the page's, so this
 * proves what the bridge offers and not that the worlds are apart.
 */
export function pageScript(preloadSource: string): string {
  return `if (window.top === window) {
    const electron = (${setUpPage.toString()})(${JSON.stringify(KEY_PATH)}, ${JSON.stringify(RECEIVE)});
    const require = (name) => {
      if (name !== 'electron') throw new Error('A sandboxed preload can require electron only, not ' + name);
      return electron;
    };
    ((require, module, exports) => {${preloadSource}
    })(require, { exports: {} }, {});
  }`;
}

/* oxlint-disable unicorn/consistent-function-scoping -- only this function's text gets into the page, so all it needs is inside. */

/** Runs in the page, before anything of the page's own. */
function setUpPage(keyPath: string, receiveName: string): object {
  const transport = window as unknown as Transport;
  const listeners = new Map<string, Set<(event: object, ...args: unknown[]) => void>>();

  const define = (target: object, name: string, value: unknown) =>
    Object.defineProperty(target, name, { value, writable: false, configurable: false });

  define(window, receiveName, (channel: string, args: unknown[]) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
  });

  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) => transport.standInInvoke(channel, args),
    on: (channel: string, listener: (event: object, ...args: unknown[]) => void) => {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set.add(listener));
      return ipcRenderer;
    },
    removeListener: (channel: string, listener: (event: object, ...args: unknown[]) => void) => {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  };
  const contextBridge = {
    exposeInMainWorld: (name: string, api: object) => define(window, name, Object.freeze(api)),
  };

  // Keys come past the main process first (`before-input-event`). Only those that a kiosk may have to stop are worth a
  // synchronous question; a scanner's burst of letters must not wait.
  const describeKey = (event: KeyboardEvent): PageKey => ({
    type: event.type === 'keydown' ? 'keyDown' : 'keyUp',
    key: event.key,
    code: event.code,
    isAutoRepeat: event.repeat,
    shift: event.shiftKey,
    control: event.ctrlKey,
    alt: event.altKey,
    meta: event.metaKey,
  });
  const plainKeys = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'Enter', 'Tab', 'Backspace', 'Escape'];
  const onKey = (event: KeyboardEvent) => {
    const isChord = event.ctrlKey || event.altKey || event.metaKey;
    const canBeStopped = event.type === 'keydown' && (isChord || event.key.length > 1);
    if (!canBeStopped || plainKeys.includes(event.key)) {
      void transport.standInKey(describeKey(event));
      return;
    }
    const request = new XMLHttpRequest();
    request.open('POST', keyPath, false);
    request.send(JSON.stringify(describeKey(event)));
    if (request.status === 200 && request.responseText === 'stop') {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };
  window.addEventListener('keydown', onKey, true);
  window.addEventListener('keyup', onKey, true);

  // Permissions are asked for where the page asks, so that our handlers see the same questions as on Electron.
  const ask = (permission: string, mediaTypes: readonly string[] = []) =>
    transport.standInPermission(permission, mediaTypes);
  const refusal = () => new DOMException('Permission denied', 'NotAllowedError');
  if (navigator.mediaDevices !== undefined) {
    const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
      const mediaTypes = [constraints.audio ? 'audio' : '', constraints.video ? 'video' : ''].filter(Boolean);
      if (!(await ask('media', mediaTypes))) throw refusal();
      return getUserMedia(constraints);
    };
  }
  const getCurrentPosition = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
  navigator.geolocation.getCurrentPosition = (...args) => {
    void ask('geolocation').then(() => getCurrentPosition(...args));
  };
  if ('Notification' in window) {
    Notification.requestPermission = async () => ((await ask('notifications')) ? 'granted' : 'denied');
  }

  window.open = (url) => {
    void transport.standInOpen(new URL(String(url ?? 'about:blank'), location.href).href);
    return null;
  };

  return { ipcRenderer, contextBridge };
}
