import path from 'node:path';
import { app, dialog, ipcMain, Menu, powerMonitor, powerSaveBlocker, session } from 'electron';
import type { BrowserWindow } from 'electron';
import { openControlRoom } from './control-room/control-room.ts';
import { noteCameraOfPage } from './electron/camera-page.ts';
import { setUpFolderDialog } from './electron/choose-folder.ts';
import { setUpControlRoomWindow } from './electron/control-room-window.ts';
import type { ControlRoomWindow } from './electron/control-room-window.ts';
import { createIpcHandlers } from './electron/ipc-handlers.ts';
import type { WindowContents } from './electron/ipc-sender.ts';
import { sendEvent, setUpIpc } from './electron/ipc-server.ts';
import { setUpErrors } from './electron/errors.ts';
import { setUpKeyboard } from './electron/keyboard.ts';
import { readLaunchOptions } from './electron/launch-options.ts';
import { setUpLauncher } from './electron/launcher.ts';
import { lockWithPage, sendLeadNews } from './electron/lead-news.ts';
import { setUpLifecycle } from './electron/lifecycle.ts';
import { setUpNavigation } from './electron/navigation.ts';
import { setUpPermissions } from './electron/permissions.ts';
import { findPowerWith, setUpPower } from './electron/power.ts';
import { registerScheme, setUpProtocol } from './electron/protocol.ts';
import { readyOnce, setUpReadiness } from './electron/readiness.ts';
import { setUpRecovery } from './electron/recovery.ts';
import { isOnlyInstance } from './electron/single-instance.ts';
import { loadWindow, openControlRoomWindow, openKioskWindow } from './electron/window.ts';
import { fontsInFolder } from './emergency/export/fonts.ts';
import { openGate } from './gate/gate.ts';
import { openLead } from './lead/lead.ts';
import { readSearchPublicKey } from './lead/pin/search-public-key.ts';
import { createLogger } from './log/create-logger.ts';
import { configuredDatabaseUrl } from './settings/database-choice.ts';
import { readSettings } from './settings/settings-file.ts';
import { userDataFolder } from './settings/user-data-folder.ts';

// The program's composition root, and a table of contents: every line sets one thing up, and the file that it names says how.

/** Where a gate looks that nobody has told of a database; what comes of it stands on the screen. */
const DEFAULT_DATABASE_URL = 'mysql://admit_one@127.0.0.1:3306/admit_one';

/** A control room at a gate closes itself, when nobody touches it for so long: behind it stands a kiosk. */
const CONTROL_ROOM_CLOSES_AFTER_MS = 5 * 60_000;

const launch = readLaunchOptions(process.env, process.argv);
const { windowMode, isControlRoom, isPractice, launcherPid, appImage } = launch;
const hasLauncher = launcherPid !== null;
const folder = userDataFolder(process.env, process.platform);
const log = createLogger({ folder, isConsole: hasLauncher, module: 'kiosk' });
const lifecycle = setUpLifecycle({ app, hasLauncher, appImage, log });
const errors = setUpErrors({ app, dialog, process, windowMode, relaunch: lifecycle.relaunch, log });

let kiosk: BrowserWindow | null = null;
let controlRoom: ControlRoomWindow | null = null;
const kioskWindow = () => (kiosk === null || kiosk.isDestroyed() ? null : kiosk);
const contents = () => kioskWindow()?.webContents ?? null;
const windows: WindowContents = { kiosk: contents, 'control-room': () => controlRoom?.contents() ?? null };

registerScheme();
app.setName('Admit One');
// The browser's own files and its lock are not to be shared: a control room may run beside a kiosk.
app.setPath('userData', isControlRoom ? path.join(folder, 'control-room') : folder);
// Nothing is awaited at the top: Electron is not ready before this module has been evaluated.
if (isControlRoom) start('control room', () => controlRoom?.window() ?? null, openControlRoomAlone);
else start('kiosk', kioskWindow, openKiosk);

function start(
  program: 'kiosk' | 'control room',
  window: () => BrowserWindow | null,
  open: () => Promise<void>,
): void {
  if (isOnlyInstance(app, program, window, log)) open().catch(errors.fatal);
  else app.exit(0);
}

/** What every program of ours needs: its settings, its database, and windows that stay where they are. */
function setUpProgram() {
  setUpLauncher({ launcherPid, process, quit: lifecycle.quit });
  setUpNavigation(app, windows, log);
  const settingsRead = readSettings(folder, log);
  const databaseUrl = configuredDatabaseUrl(process.env, settingsRead.settings) ?? DEFAULT_DATABASE_URL;
  const room = () =>
    openControlRoom({ databaseUrl, isPractice, concertId: settingsRead.settings.concertId, log });
  return { settingsRead, databaseUrl, openRoom: room };
}

/** Waits until windows can be opened, and says with which preload. */
async function setUpWindows(): Promise<string> {
  await app.whenReady();
  Menu.setApplicationMenu(null);
  setUpProtocol(path.join(app.getAppPath(), 'out/renderer'), log);
  setUpPermissions(session.defaultSession, contents, log);
  setUpPower(powerSaveBlocker);
  return preloadFile();
}

function preloadFile(): string {
  return path.join(app.getAppPath(), 'out/preload/preload.cjs');
}

/** The control room and nothing else: no gate, no camera. */
async function openControlRoomAlone(): Promise<void> {
  const { openRoom } = setUpProgram();
  const sayReady = readyOnce(process.stdout, log);
  controlRoom = setUpControlRoomWindow({
    app,
    openWindow: () => openControlRoomWindow({ mode: windowMode, isAlone: true, preload: preloadFile() }),
    loadWindow: (window) => loadWindow(window, 'control-room'),
    openRoom,
    closesAfterMs: null,
    giveUp: lifecycle.relaunch,
    onScreenUp: sayReady,
    log,
  });
  lifecycle.closeBeforeExit(controlRoom.close);
  setUpIpc({ ipcMain, windows, handlers: { 'control-room': controlRoom.handlers }, log });
  await setUpWindows();
  controlRoom.open();
}

async function openKiosk(): Promise<void> {
  const { settingsRead, databaseUrl, openRoom } = setUpProgram();
  const { settings } = settingsRead;
  const room = setUpControlRoomWindow({
    app,
    openWindow: () => {
      const above = openControlRoomWindow({ mode: windowMode, isAlone: false, preload: preloadFile() });
      // It stands where the kiosk stands, so no key may do here what it may not do there.
      setUpKeyboard({ contents: above.webContents, openingKeys: [], quit: lifecycle.quit, log });
      return above;
    },
    loadWindow: (window) => loadWindow(window, 'control-room'),
    openRoom,
    closesAfterMs: CONTROL_ROOM_CLOSES_AFTER_MS,
    giveUp: (window) => window.destroy(),
    onInFront: (isInFront) => {
      sendEvent('control-room:in-front', isInFront, contents());
      // A handheld scanner types into the window that has the focus.
      if (!isInFront) kioskWindow()?.focus();
    },
    log,
  });
  controlRoom = room;
  const findSearchKey = () => readSearchPublicKey(folder, isPractice);
  const findPower = findPowerWith(powerMonitor, app);
  const gate = openGate({ settings, databaseUrl, isPractice, folder, findSearchKey, findPower, log });
  lifecycle.closeBeforeExit(gate.close);
  const readiness = setUpReadiness({ gate, stdout: process.stdout, log });
  const lead = await openLead({
    gate,
    folder,
    isPractice,
    fonts: fontsInFolder(path.join(app.getAppPath(), 'out/main/fonts')),
    chooseFolder: setUpFolderDialog({ dialog, window: kioskWindow }),
    openControlRoom: room.open,
    log,
  });
  lifecycle.closeBeforeExit(lead.close);
  lifecycle.closeBeforeExit(room.close);
  const handlers = createIpcHandlers({
    gate,
    leadCalls: lead.calls,
    settingsRead,
    onScreenUp: readiness.screenIsUp,
    isControlRoomInFront: () => room.window() !== null,
    log,
  });
  setUpIpc({ ipcMain, windows, handlers: { kiosk: handlers, 'control-room': room.handlers }, log });
  gate.onStateChanged((state) => sendEvent('gate:state-changed', state, contents()));
  sendLeadNews(lead, contents);

  const preload = await setUpWindows();
  kiosk = openKioskWindow({ mode: windowMode, preload, isQuitting: lifecycle.isQuitting });
  const { typingKey, leadKey } = settings.screen;
  const openingKeys = [typingKey, leadKey];
  setUpKeyboard({ contents: kiosk.webContents, openingKeys, quit: lifecycle.quit, log });
  lockWithPage(lead, kiosk.webContents);
  noteCameraOfPage(gate, kiosk.webContents);
  setUpRecovery({ app, window: kiosk, onScreenUp: readiness.onScreenUp, relaunch: lifecycle.relaunch, log });
  loadWindow(kiosk, 'kiosk');
}
