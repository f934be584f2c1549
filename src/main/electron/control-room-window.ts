import type { App, BrowserWindow, WebContents } from 'electron';
import type { ControlRoom } from '#main/control-room/control-room.ts';
import type { Logger } from '#main/log/logger.ts';
import { closeWithoutPage } from './control-room-window-page.ts';
import type { IpcHandlers } from './ipc-server.ts';
import { setUpRecovery } from './recovery.ts';

/** The control room's window, which may be open or not. */
export type ControlRoomWindow = {
  /** Opens it, or brings it to the front. */
  readonly open: () => void;
  readonly window: () => BrowserWindow | null;
  readonly contents: () => WebContents | null;
  readonly handlers: IpcHandlers<'control-room'>;
  /** Closes it, and lets its database go. */
  readonly close: () => Promise<void>;
};

type ControlRoomWindowOptions = {
  readonly app: App;
  readonly openWindow: () => BrowserWindow;
  readonly loadWindow: (window: BrowserWindow) => void;
  readonly openRoom: () => ControlRoom;
  /** After how long without a touch it closes itself; null where it is all that the program shows. */
  readonly closesAfterMs: number | null;
  /** Called when the window fails again and again. */
  readonly giveUp: (window: BrowserWindow) => void;
  /** Called each time the window's page asks for the night: it is up. */
  readonly onScreenUp?: () => void;
  /** Told when it comes to stand before the kiosk, and when it does not any more. */
  readonly onInFront?: (isInFront: boolean) => void;
  readonly log: Logger;
};

/** One open control room. */
type Opened = {
  readonly window: BrowserWindow;
  readonly room: ControlRoom;
  readonly screenIsUp: () => void;
  readonly touch: () => void;
  /** In how many milliseconds it closes itself; null where it does not. */
  readonly closesInMs: () => number | null;
};

/** Makes the control room's window ready to be opened. Its room is open as long as the window is, and no longer. */
export function setUpControlRoomWindow(options: ControlRoomWindowOptions): ControlRoomWindow {
  const { closesAfterMs, log } = options;
  let opened: Opened | null = null;
  const closing = new Set<Promise<void>>();

  function open(): void {
    if (opened !== null) return opened.window.focus();
    opened = openOne();
    log.info('The control room is open', { atGate: closesAfterMs !== null });
    options.onInFront?.(true);
    options.loadWindow(opened.window);
  }

  function openOne(): Opened {
    const room = options.openRoom();
    const window = options.openWindow();
    const listeners: (() => void)[] = [];
    let idle: NodeJS.Timeout | undefined;
    let touchedAtMs = 0;
    const touch = () => {
      clearTimeout(idle);
      if (closesAfterMs === null) return;
      touchedAtMs = performance.now();
      idle = setTimeout(() => {
        log.info('The control room closes: nobody touched it');
        window.destroy();
      }, closesAfterMs);
    };
    const closesInMs = () =>
      closesAfterMs === null
        ? null
        : Math.max(0, Math.floor(touchedAtMs + closesAfterMs - performance.now()));
    touch();
    window.on('page-title-updated', (event) => event.preventDefault());
    window.on('closed', () => {
      clearTimeout(idle);
      opened = null;
      const closed = room.close();
      closing.add(closed);
      void closed.finally(() => closing.delete(closed));
      log.info('The control room is closed');
      options.onInFront?.(false);
    });
    const onScreenUp = (listener: () => void) => void listeners.push(listener);
    if (closesAfterMs !== null) closeWithoutPage({ window, onScreenUp, log });
    setUpRecovery({
      app: options.app,
      window,
      onScreenUp,
      relaunch: () => options.giveUp(window),
      log,
    });
    return { window, room, touch, closesInMs, screenIsUp: () => listeners.forEach((listener) => listener()) };
  }

  /** The room that a call is for: the wrapper has found its window open. */
  function current(): Opened {
    if (opened === null) throw new Error('The control room is closed.');
    return opened;
  }
  const rendererLog = log.named('control-room-window');

  return {
    open,
    window: () => opened?.window ?? null,
    contents: () => (opened === null || opened.window.isDestroyed() ? null : opened.window.webContents),
    handlers: {
      'log:write': ({ level, message, fields }) => {
        rendererLog[level](message, fields);
      },
      'control-room:get-night': (input) => {
        current().screenIsUp();
        options.onScreenUp?.();
        return current().room.calls['control-room:get-night'](input);
      },
      'control-room:acknowledge': (input) => current().room.calls['control-room:acknowledge'](input),
      'control-room:list-conflicts': (input) => current().room.calls['control-room:list-conflicts'](input),
      'control-room:close-conflict': (input) => current().room.calls['control-room:close-conflict'](input),
      'control-room:find-tickets': (input) => current().room.calls['control-room:find-tickets'](input),
      'control-room:get-history': (input) => current().room.calls['control-room:get-history'](input),
      'control-room:check': (input) => current().room.calls['control-room:check'](input),
      'control-room:get-window': () => ({ closesAfterMs, closesInMs: current().closesInMs() }),
      'control-room:stay': () => {
        current().touch();
      },
      'control-room:leave': () => {
        // All that a program shows is closed by the hand that closes any window.
        if (closesAfterMs !== null) current().window.destroy();
      },
    },
    close: async () => {
      opened?.window.destroy();
      await Promise.all(closing);
    },
  };
}
