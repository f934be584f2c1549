import { createApp } from './app.ts';
import { createBrowserWindow } from './browser-window.ts';
import { createRuntime } from './runtime.ts';
import type { Runtime } from './runtime.ts';
import { strict } from './strict.ts';

// What `import ... from 'electron'` gives the main process under the stand-in: the parts that src/main/electron uses.

const runtime = createRuntime();
const StandInWindow = createBrowserWindow(runtime);
export const BrowserWindow = strict('BrowserWindow', StandInWindow);

export const app = createApp(runtime, process.argv[1] ?? '', () => {
  for (const window of StandInWindow.getAllWindows()) window.close();
  return StandInWindow.getAllWindows().length === 0;
});

export const ipcMain = strict('ipcMain', {
  handle: (channel: string, handler: (event: object, ...args: unknown[]) => unknown) => {
    if (runtime.invokeHandlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    runtime.invokeHandlers.set(channel, handler);
  },
});

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: (schemes: readonly { readonly scheme: string }[]) => {
    if (runtime.isReady) throw new Error('registerSchemesAsPrivileged must be called before app is ready');
    for (const { scheme } of schemes) runtime.schemes.add(scheme);
  },
  handle: (scheme: string, handler: NonNullable<Runtime['protocolHandler']>) => {
    if (!runtime.schemes.has(scheme)) throw new Error(`The scheme ${scheme} has not been registered.`);
    runtime.protocolHandler = handler;
  },
});

export const session = strict('session', {
  defaultSession: strict('session.defaultSession', {
    setPermissionRequestHandler: (handler: Runtime['permissionRequest']) => {
      runtime.permissionRequest = handler;
    },
    setPermissionCheckHandler: (handler: Runtime['permissionCheck']) => {
      runtime.permissionCheck = handler;
    },
  }),
});

// A computer that the specs run on is on mains, as far as anybody cares.
export const powerMonitor = strict('powerMonitor', { isOnBatteryPower: () => false });

export const powerSaveBlocker = strict('powerSaveBlocker', { start: () => 1 });

export const dialog = strict('dialog', {
  showErrorBox: (title: string, content: string) => void process.stderr.write(`${title}: ${content}\n`),
  // A test says beforehand what the person chooses.
  showOpenDialog: () => {
    const chosen = process.env['ADMIT_ONE_CHOSEN_FOLDER'] ?? '';
    return Promise.resolve({ canceled: chosen === '', filePaths: chosen === '' ? [] : [chosen] });
  },
});

export const Menu = strict('Menu', { setApplicationMenu: () => {} });

/** Lets `run.ts` say that the main module has been evaluated: not before does Electron become ready. */
export function becomeReady(): void {
  runtime.isReady = true;
  runtime.appEvents.emit('ready');
}
