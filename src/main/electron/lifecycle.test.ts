import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { setUpLifecycle } from './lifecycle.ts';

const log = { info: () => {}, warn: () => {}, error: () => {}, named: () => log };

/** Electron's `app` as far as ending goes: `quit` asks, and exits unless somebody objects. */
function createApp() {
  const events = new EventEmitter();
  const exit = vi.fn<(code: number) => void>();
  const relaunch = vi.fn<(options: object) => void>();
  const quit = () => {
    let isPrevented = false;
    events.emit('before-quit', {});
    events.emit('will-quit', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    if (!isPrevented) exit(0);
  };
  return { app: Object.assign(events, { exit, relaunch, quit }) as unknown as App, events, exit, relaunch };
}

describe('the end of the program', () => {
  test('waits for what is in flight', async () => {
    const { app, exit } = createApp();
    const lifecycle = setUpLifecycle({ app, hasLauncher: false, appImage: undefined, log });
    const { promise, resolve } = Promise.withResolvers<void>();
    lifecycle.closeBeforeExit(() => promise);
    expect(lifecycle.isQuitting()).toBe(false);
    lifecycle.quit();
    expect(lifecycle.isQuitting()).toBe(true);
    await Promise.resolve();
    expect(exit).not.toHaveBeenCalled();
    resolve();
    await vi.waitFor(() => expect(exit).toHaveBeenCalledExactlyOnceWith(0));
  });

  test('does not wait for ever', async () => {
    vi.useFakeTimers();
    const { app, exit } = createApp();
    const lifecycle = setUpLifecycle({ app, hasLauncher: false, appImage: undefined, log });
    lifecycle.closeBeforeExit(() => new Promise(() => {}));
    lifecycle.quit();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(exit).toHaveBeenCalledExactlyOnceWith(0);
    vi.useRealTimers();
  });

  test('comes once, however often it is asked for, and with the last window too', async () => {
    const { app, events, exit } = createApp();
    const close = vi.fn(async () => {});
    const lifecycle = setUpLifecycle({ app, hasLauncher: false, appImage: undefined, log });
    lifecycle.closeBeforeExit(close);
    events.emit('window-all-closed');
    lifecycle.quit();
    await vi.waitFor(() => expect(exit).toHaveBeenCalledOnce());
    expect(close).toHaveBeenCalledOnce();
  });

  test('happens although closing fails', async () => {
    const { app, exit } = createApp();
    const lifecycle = setUpLifecycle({ app, hasLauncher: false, appImage: undefined, log });
    lifecycle.closeBeforeExit(() => Promise.reject(new Error('lost')));
    lifecycle.quit();
    await vi.waitFor(() => expect(exit).toHaveBeenCalledOnce());
  });
});

describe('a new start', () => {
  test('is the system’s where nobody waits for this process', async () => {
    const { app, exit, relaunch } = createApp();
    setUpLifecycle({ app, hasLauncher: false, appImage: '/opt/admit-one.AppImage', log }).relaunch();
    await vi.waitFor(() => expect(exit).toHaveBeenCalledExactlyOnceWith(0));
    expect(relaunch).toHaveBeenCalledExactlyOnceWith({ execPath: '/opt/admit-one.AppImage' });
  });

  test('is the launcher’s where one waits, told by the exit code', async () => {
    const { app, exit, relaunch } = createApp();
    setUpLifecycle({ app, hasLauncher: true, appImage: undefined, log }).relaunch();
    await vi.waitFor(() => expect(exit).toHaveBeenCalledExactlyOnceWith(85));
    expect(relaunch).not.toHaveBeenCalled();
  });
});
