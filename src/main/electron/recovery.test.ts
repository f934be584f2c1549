import { EventEmitter } from 'node:events';
import type { App, BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setUpRecovery } from './recovery.ts';

const log = { info: () => {}, warn: () => {}, error: () => {}, named: () => log };

function openWindow() {
  const reload = vi.fn<() => void>();
  const relaunch = vi.fn<() => void>();
  const crash = vi.fn<() => void>();
  const contents = Object.assign(new EventEmitter(), {
    reload,
    forcefullyCrashRenderer: crash,
    isCrashed: () => false,
    executeJavaScript: async () => true,
  });
  const screenListeners: (() => void)[] = [];
  const screenIsUp = () => screenListeners.forEach((listener) => listener());
  const window = Object.assign(new EventEmitter(), { webContents: contents, isDestroyed: () => false });
  setUpRecovery({
    app: new EventEmitter() as unknown as App,
    window: window as unknown as BrowserWindow,
    onScreenUp: (listener) => void screenListeners.push(listener),
    relaunch,
    log,
  });
  const fail = () => contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  return { contents, window, reload, relaunch, crash, fail, screenIsUp };
}

describe('the recovery of the window', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('reloads a crashed page at once', async () => {
    const { fail, reload, relaunch } = openWindow();
    fail();
    await vi.advanceTimersByTimeAsync(0);
    expect(reload).toHaveBeenCalledOnce();
    expect(relaunch).not.toHaveBeenCalled();
  });

  test('takes the echoes of one failure for one failure', async () => {
    const { contents, fail, reload } = openWindow();
    fail();
    contents.emit('did-fail-load', {}, -2, 'FAILED', '', true);
    fail();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reload).toHaveBeenCalledOnce();
  });

  test('starts the program anew when reloading does not help', async () => {
    const { fail, reload, relaunch } = openWindow();
    for (let failures = 0; failures < 5; failures += 1) {
      fail();
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect(reload).toHaveBeenCalledTimes(4);
    expect(relaunch).toHaveBeenCalledOnce();
  });

  test('reloads a page that loaded and did not start, and in the end starts the program anew', async () => {
    const { contents, reload, relaunch } = openWindow();
    contents.emit('did-navigate');
    await vi.advanceTimersByTimeAsync(29_999);
    expect(reload).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2);
    expect(reload).toHaveBeenCalledOnce();
    for (let failures = 1; failures < 5; failures += 1) {
      contents.emit('did-navigate');
      await vi.advanceTimersByTimeAsync(40_000);
    }
    expect(reload).toHaveBeenCalledTimes(4);
    expect(relaunch).toHaveBeenCalledOnce();
  });

  test('gives a page that loads itself again and again no more time by it', async () => {
    const { contents, reload } = openWindow();
    for (let elapsedMs = 0; elapsedMs < 30_000; elapsedMs += 5_000) {
      contents.emit('did-navigate');
      await vi.advanceTimersByTimeAsync(5_000);
    }
    await vi.advanceTimersByTimeAsync(1);
    expect(reload).toHaveBeenCalledOnce();
  });

  test('leaves alone a page whose scan screen came up, however long ago', async () => {
    const { contents, screenIsUp, reload } = openWindow();
    contents.emit('did-navigate');
    screenIsUp();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(reload).not.toHaveBeenCalled();
  });

  test('takes a page that crashed before it started for one failure', async () => {
    const { contents, fail, reload } = openWindow();
    contents.emit('did-navigate');
    fail();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reload).toHaveBeenCalledOnce();
  });

  test('leaves alone what is no failure: a refused navigation, a frame, an orderly end', async () => {
    const { contents, reload } = openWindow();
    contents.emit('did-fail-load', {}, -3, 'ABORTED', '', true);
    contents.emit('did-fail-load', {}, -2, 'FAILED', '', false);
    contents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reload).not.toHaveBeenCalled();
  });

  test('ends the process of a page that hangs', () => {
    const { window, crash } = openWindow();
    window.emit('unresponsive');
    expect(crash).toHaveBeenCalledOnce();
  });
});
