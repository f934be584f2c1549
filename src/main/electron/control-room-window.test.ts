import { EventEmitter } from 'node:events';
import type { App, BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ControlRoom } from '#main/control-room/control-room.ts';
import { setUpControlRoomWindow } from './control-room-window.ts';

const FIVE_MINUTES_MS = 5 * 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A window that is destroyed as Electron's is: at once, with `closed`. */
function openWindow() {
  let isDestroyed = false;
  const contents = Object.assign(new EventEmitter(), {
    isCrashed: () => false,
    executeJavaScript: () => Promise.resolve(true),
    reload: vi.fn<() => void>(),
  });
  const window = Object.assign(new EventEmitter(), {
    webContents: contents,
    isDestroyed: () => isDestroyed,
    focus: vi.fn<() => void>(),
    destroy: () => {
      isDestroyed = true;
      window.emit('closed');
    },
  });
  return window;
}

function setUp(closesAfterMs: number | null) {
  const windows: ReturnType<typeof openWindow>[] = [];
  const told: boolean[] = [];
  const closeRoom = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const log = { info: () => {}, warn: () => {}, error: () => {}, named: () => log };
  const app = new EventEmitter();
  const controlRoom = setUpControlRoomWindow({
    app: app as unknown as App,
    openWindow: () => {
      const window = openWindow();
      windows.push(window);
      return window as unknown as BrowserWindow;
    },
    loadWindow: () => {},
    openRoom: () =>
      ({
        calls: { 'control-room:get-night': () => Promise.resolve() },
        close: closeRoom,
      }) as unknown as ControlRoom,
    closesAfterMs,
    giveUp: () => {},
    onInFront: (isInFront) => void told.push(isInFront),
    log,
  });
  /** The page asks for the night, as it does when it is up. */
  const comeUp = () => controlRoom.handlers['control-room:get-night'](undefined);
  return { controlRoom, windows, closeRoom, told, app, comeUp };
}

describe('the control room above a kiosk', () => {
  test('closes itself, and lets its database go, when nobody has touched it for five minutes', async () => {
    const { controlRoom, closeRoom, comeUp } = setUp(FIVE_MINUTES_MS);
    controlRoom.open();
    await comeUp();
    await vi.advanceTimersByTimeAsync(FIVE_MINUTES_MS - 1);
    expect(controlRoom.contents()).not.toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(controlRoom.contents()).toBeNull();
    expect(closeRoom).toHaveBeenCalledOnce();
  });

  test('stays for as long as somebody touches it', async () => {
    const { controlRoom, comeUp } = setUp(FIVE_MINUTES_MS);
    controlRoom.open();
    await comeUp();
    for (let minute = 0; minute < 20; minute += 1) {
      await vi.advanceTimersByTimeAsync(60_000);
      void controlRoom.handlers['control-room:stay'](undefined);
    }
    expect(controlRoom.contents()).not.toBeNull();
    await vi.advanceTimersByTimeAsync(FIVE_MINUTES_MS);
    expect(controlRoom.contents()).toBeNull();
  });

  test('says in how long it closes, which begins anew with each touch', async () => {
    const { controlRoom, comeUp } = setUp(FIVE_MINUTES_MS);
    controlRoom.open();
    await comeUp();
    const kind = () => controlRoom.handlers['control-room:get-window'](undefined);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(kind()).toEqual({ closesAfterMs: FIVE_MINUTES_MS, closesInMs: FIVE_MINUTES_MS - 2_000 });
    void controlRoom.handlers['control-room:stay'](undefined);
    expect(kind()).toEqual({ closesAfterMs: FIVE_MINUTES_MS, closesInMs: FIVE_MINUTES_MS });
  });

  test('is one window, however often it is opened, and another one after it was left', () => {
    const { controlRoom, windows } = setUp(FIVE_MINUTES_MS);
    controlRoom.open();
    controlRoom.open();
    expect(windows).toHaveLength(1);
    expect(windows[0]?.focus).toHaveBeenCalledOnce();
    void controlRoom.handlers['control-room:leave'](undefined);
    expect(controlRoom.contents()).toBeNull();
    controlRoom.open();
    expect(windows).toHaveLength(2);
    expect(controlRoom.contents()).not.toBeNull();
  });

  test('tells the kiosk that it stands before it, and that it does not any more, however it closes', async () => {
    const { controlRoom, windows, told } = setUp(FIVE_MINUTES_MS);
    const closings = [
      () => controlRoom.handlers['control-room:leave'](undefined),
      () => vi.advanceTimersByTimeAsync(FIVE_MINUTES_MS),
      () => windows.at(-1)?.destroy(),
      () => windows.at(-1)?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 }),
    ];
    for (const close of closings) {
      controlRoom.open();
      controlRoom.open();
      expect(told.splice(0)).toEqual([true]);
      await close();
      await vi.advanceTimersByTimeAsync(0);
      expect(told.splice(0)).toEqual([false]);
      expect(controlRoom.window()).toBeNull();
    }
  });

  test('closes itself when its page does not come up: the gate behind it goes on', async () => {
    const { controlRoom, windows, told } = setUp(FIVE_MINUTES_MS);
    controlRoom.open();
    for (let reloads = 0; reloads < 2; reloads += 1) {
      windows[0]?.webContents.emit('did-fail-load', {}, -6, 'FILE_NOT_FOUND', '', true);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(windows[0]?.webContents.reload).toHaveBeenCalledTimes(reloads + 1);
    }
    expect(controlRoom.window()).not.toBeNull();
    windows[0]?.webContents.emit('did-fail-load', {}, -6, 'FILE_NOT_FOUND', '', true);
    await vi.advanceTimersByTimeAsync(0);
    expect(controlRoom.window()).toBeNull();
    expect(told).toEqual([true, false]);
    expect(windows[0]?.webContents.reload).toHaveBeenCalledTimes(2);
  });

  test('closes itself when its page loads and does nothing, or does not even load', async () => {
    const { controlRoom, windows, comeUp } = setUp(FIVE_MINUTES_MS);
    for (const hasLoaded of [true, false]) {
      controlRoom.open();
      if (hasLoaded) windows.at(-1)?.webContents.emit('did-navigate');
      await vi.advanceTimersByTimeAsync(19_999);
      expect(controlRoom.window()).not.toBeNull();
      await vi.advanceTimersByTimeAsync(2);
      expect(controlRoom.window()).toBeNull();
    }
    // What comes up in time stays, and gets the same time for each document that comes after.
    controlRoom.open();
    windows.at(-1)?.webContents.emit('did-navigate');
    await comeUp();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(controlRoom.window()).not.toBeNull();
    windows.at(-1)?.webContents.emit('did-navigate');
    await vi.advanceTimersByTimeAsync(20_001);
    expect(controlRoom.window()).toBeNull();
  });

  test('closes itself when its page comes up and loads itself again and again', async () => {
    const { controlRoom, windows, comeUp } = setUp(FIVE_MINUTES_MS);
    controlRoom.open();
    for (let documents = 0; documents < 3; documents += 1) {
      windows[0]?.webContents.emit('did-navigate');
      await comeUp();
      await vi.advanceTimersByTimeAsync(4_500);
    }
    expect(controlRoom.window()).not.toBeNull();
    windows[0]?.webContents.emit('did-navigate');
    await vi.advanceTimersByTimeAsync(0);
    expect(controlRoom.window()).toBeNull();
  });

  test('forgets a failure that is long past', async () => {
    const { controlRoom, windows, comeUp } = setUp(FIVE_MINUTES_MS);
    controlRoom.open();
    for (let documents = 0; documents < 12; documents += 1) {
      windows[0]?.webContents.emit('did-navigate');
      await comeUp();
      void controlRoom.handlers['control-room:stay'](undefined);
      await vi.advanceTimersByTimeAsync(40_000);
    }
    expect(controlRoom.window()).not.toBeNull();
  });

  test('leaves nothing listening, however often it is opened', () => {
    const { controlRoom, windows, app } = setUp(FIVE_MINUTES_MS);
    for (let time = 0; time < 12; time += 1) {
      controlRoom.open();
      windows.at(-1)?.destroy();
    }
    expect(app.eventNames()).toEqual([]);
  });

  test('answers nobody once it is closed', async () => {
    const { controlRoom } = setUp(FIVE_MINUTES_MS);
    controlRoom.open();
    await controlRoom.close();
    expect(() => controlRoom.handlers['control-room:check'](undefined)).toThrow('closed');
  });
});

test('a control room that is all that a program shows is brought back for as long as its page fails', async () => {
  const { controlRoom, windows } = setUp(null);
  controlRoom.open();
  for (let failures = 0; failures < 3; failures += 1) {
    windows[0]?.webContents.emit('did-fail-load', {}, -6, 'FILE_NOT_FOUND', '', true);
    await vi.advanceTimersByTimeAsync(30_000);
  }
  expect(controlRoom.window()).not.toBeNull();
  expect(windows[0]?.webContents.reload).toHaveBeenCalledTimes(3);
});

test('a control room that is all that a program shows neither closes itself nor by a call', async () => {
  const { controlRoom } = setUp(null);
  controlRoom.open();
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(controlRoom.handlers['control-room:get-window'](undefined)).toEqual({
    closesAfterMs: null,
    closesInMs: null,
  });
  void controlRoom.handlers['control-room:leave'](undefined);
  expect(controlRoom.contents()).not.toBeNull();
});
