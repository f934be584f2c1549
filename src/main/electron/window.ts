import { BrowserWindow } from 'electron';
import type { BrowserWindowConstructorOptions } from 'electron';
import type { WindowKind } from '#shared/ipc/names.ts';
import type { WindowMode } from './launch-options.ts';
import { ENTRY_URLS } from './scheme.ts';

/** The colour behind the page, so that a start or a reload does not flash white in a dark hall. */
const BACKGROUND_COLOR = '#101418';

/** Options of the kiosk's window: sandboxed, isolated, and in kiosk mode nothing but itself on the screen. */
function windowOptions(mode: WindowMode, preload: string): BrowserWindowConstructorOptions {
  return {
    title: 'Admit One',
    width: 1280,
    height: 800,
    show: mode !== 'hidden',
    kiosk: mode === 'kiosk',
    fullscreen: mode === 'kiosk',
    autoHideMenuBar: true,
    backgroundColor: BACKGROUND_COLOR,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: mode === 'window',
      navigateOnDragDrop: false,
      // A gate whose window is covered for a moment goes on reading.
      backgroundThrottling: false,
      // Sounds come without a click: nobody touches a kiosk before its first verdict.
      autoplayPolicy: 'no-user-gesture-required',
    },
  };
}

type KioskWindowOptions = {
  readonly mode: WindowMode;
  /** The preload's file. */
  readonly preload: string;
  readonly isQuitting: () => boolean;
};

/** Opens the kiosk's window. It can't be closed (Alt+F4, a window list) until the program quits. */
export function openKioskWindow({ mode, preload, isQuitting }: KioskWindowOptions): BrowserWindow {
  const window = new BrowserWindow(windowOptions(mode, preload));
  window.on('close', (event) => {
    if (mode === 'kiosk' && !isQuitting()) event.preventDefault();
  });
  // The page's own title would replace ours in the window list.
  window.on('page-title-updated', (event) => event.preventDefault());
  return window;
}

type ControlRoomOptions = {
  readonly mode: WindowMode;
  /** All that the program shows; else it stands above a kiosk. */
  readonly isAlone: boolean;
  readonly preload: string;
};

/**
 * Opens the control room's window: above a kiosk it fills the screen as that does, on a laptop in the back office it is a window like
 * any other.
 */
export function openControlRoomWindow({ mode, isAlone, preload }: ControlRoomOptions): BrowserWindow {
  return new BrowserWindow({
    ...windowOptions(isAlone && mode === 'kiosk' ? 'window' : mode, preload),
    title: 'Admit One control room',
    width: 1366,
    height: 768,
  });
}

/** Loads a window's document. A failure arrives as `did-fail-load`, which the recovery answers. */
export function loadWindow(window: BrowserWindow, kind: WindowKind): void {
  window.loadURL(ENTRY_URLS[kind]).catch(() => {});
}
