import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DatabaseUrlError } from '#main/database/database-url.ts';
import { NewerSettingsError } from '#main/settings/settings-file.ts';
import { setUpErrors } from './errors.ts';
import type { WindowMode } from './launch-options.ts';

function start(windowMode: WindowMode, uptimeS = 0) {
  const logged: string[] = [];
  const keep = (sentence: string) => void logged.push(sentence);
  const log = { info: keep, warn: keep, error: keep, named: () => log };
  const exit = vi.fn<(code?: number) => void>();
  const relaunch = vi.fn<() => void>();
  const showErrorBox = vi.fn<(title: string, content: string) => void>();
  const write = vi.fn<(text: string) => boolean>();
  const dialog = { showErrorBox };
  const process = Object.assign(new EventEmitter(), { uptime: () => uptimeS, stderr: { write } });
  const errors = setUpErrors({
    app: { exit },
    dialog,
    process: process as unknown as NodeJS.Process,
    windowMode,
    relaunch,
    log,
  });
  return { errors, process, dialog, exit, relaunch, showErrorBox, write, logged };
}

describe('an error after which the kiosk can’t go on', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('starts it anew, once, and not before ten seconds have passed', async () => {
    const { errors, process, relaunch, exit, showErrorBox } = start('kiosk', 4);
    errors.fatal(new Error('lost'));
    process.emit('uncaughtException', new Error('lost too'));
    await vi.advanceTimersByTimeAsync(5_999);
    expect(relaunch).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(relaunch).toHaveBeenCalledOnce();
    expect(exit).not.toHaveBeenCalled();
    expect(showErrorBox).not.toHaveBeenCalled();
  });

  test.each([
    new NewerSettingsError('The settings file was written by a newer version.'),
    new DatabaseUrlError('The database URL is no URL.'),
  ])('ends it with the sentence where only a person can help: $message', async (error) => {
    const { errors, relaunch, exit, showErrorBox, logged } = start('kiosk');
    errors.fatal(error);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(exit).toHaveBeenCalledExactlyOnceWith(1);
    expect(relaunch).not.toHaveBeenCalled();
    expect(showErrorBox).toHaveBeenCalledExactlyOnceWith(expect.any(String), error.message);
    expect(logged).toEqual([expect.stringContaining(error.message)]);
  });

  test('says the sentence on standard error where nobody sees a window', () => {
    const { errors, showErrorBox, write } = start('hidden');
    errors.fatal(new NewerSettingsError('Update this program.'));
    expect(write).toHaveBeenCalledExactlyOnceWith('Update this program.\n');
    expect(showErrorBox).not.toHaveBeenCalled();
  });
});

test('a box that Electron itself would show goes to the log', () => {
  const { dialog, showErrorBox, logged } = start('kiosk');
  dialog.showErrorBox('A JavaScript error occurred', 'somewhere');
  expect(showErrorBox).not.toHaveBeenCalled();
  expect(logged).toEqual(['Electron reported an error']);
});
