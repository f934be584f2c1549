import type { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { requestInstanceLock } from './instance-lock.ts';
import { createEvent } from './runtime.ts';
import type { Runtime } from './runtime.ts';
import { strict } from './strict.ts';

/** Makes Electron's `app` for the program whose entry file is `mainFile`. */
export function createApp(runtime: Runtime, mainFile: string, closeWindows: () => boolean) {
  const events = runtime.appEvents;
  const root = findRoot(mainFile);
  const paths = new Map<string, string>();
  const ready = new Promise<void>((resolve) => events.once('ready', resolve));

  const exit = async (code: number): Promise<void> => {
    runtime.isEnding = true;
    const browser = await runtime.browser?.catch(() => null);
    await browser?.close();
    process.exit(code);
  };
  const quit = () => {
    if (createAndEmit(events, 'before-quit').isPrevented()) return;
    // A window that refuses to close ends the quitting, as on Electron.
    if (!closeWindows()) return;
    runtime.isEnding = true;
    if (createAndEmit(events, 'will-quit').isPrevented()) return;
    events.emit('quit', {}, 0);
    void exit(0);
  };

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quit);

  const app = Object.assign(events, {
    isPackaged: false,
    isReady: () => runtime.isReady,
    whenReady: () => ready,
    setName: () => {},
    getAppPath: () => root,
    setPath: (name: string, folder: string) => void paths.set(name, folder),
    getPath: (name: string) => {
      const folder = paths.get(name);
      if (folder === undefined) throw new Error(`The stand-in for Electron has no path "${name}".`);
      return folder;
    },
    requestSingleInstanceLock: () =>
      requestInstanceLock(app.getPath('userData'), () => events.emit('second-instance', {}, [], '')),
    quit,
    relaunch: () => {
      throw new Error('The stand-in for Electron is started anew by whoever started it.');
    },
    exit: (code = 0) => void exit(code),
  });
  return strict('app', app);
}

function createAndEmit(events: EventEmitter, name: string) {
  const event = createEvent({});
  events.emit(name, event);
  return event;
}

/** The folder of the package that `file` belongs to. */
function findRoot(file: string): string {
  let folder = path.dirname(file);
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  const { name } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { name: string };
  if (name !== 'admit-one') throw new Error('The stand-in for Electron runs Admit One and nothing else.');
  return folder;
}
