import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setUpLauncher } from './launcher.ts';

const alive = () => true as const;

function failWith(code: string) {
  return () => {
    throw Object.assign(new Error(code), { code });
  };
}

describe('the tie to the launcher', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('holds while the launcher lives, whatever standard input does', async () => {
    const quit = vi.fn<() => void>();
    setUpLauncher({ launcherPid: 7, process: { ppid: 7, kill: alive }, quit });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(quit).not.toHaveBeenCalled();
  });

  test('holds when the launcher belongs to somebody else', async () => {
    const quit = vi.fn<() => void>();
    setUpLauncher({ launcherPid: 7, process: { ppid: 7, kill: failWith('EPERM') }, quit });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(quit).not.toHaveBeenCalled();
  });

  test('ends the kiosk once when the launcher is gone', async () => {
    const quit = vi.fn<() => void>();
    setUpLauncher({ launcherPid: 7, process: { ppid: 7, kill: failWith('ESRCH') }, quit });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(quit).toHaveBeenCalledOnce();
  });

  test('ends the kiosk when the launcher is dead and not buried', async () => {
    const quit = vi.fn<() => void>();
    const process = { ppid: 7, kill: alive };
    setUpLauncher({ launcherPid: 7, process, quit });
    process.ppid = 1;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(quit).toHaveBeenCalledOnce();
  });

  test('is not there where the system started the kiosk', () => {
    setUpLauncher({ launcherPid: null, process: { ppid: 1, kill: alive }, quit: () => {} });
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('the system’s word on a real process ends the kiosk when that process ends', async () => {
  const launcher = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1_000)'], { stdio: 'ignore' });
  await once(launcher, 'spawn');
  const quit = vi.fn<() => void>();
  const look = vi.spyOn(process, 'kill');
  setUpLauncher({ launcherPid: launcher.pid ?? 0, process, quit });
  await vi.waitFor(() => expect(look).toHaveBeenCalledWith(launcher.pid, 0), { timeout: 10_000 });
  expect(quit).not.toHaveBeenCalled();
  launcher.kill('SIGKILL');
  await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce(), { timeout: 10_000 });
  look.mockRestore();
});
