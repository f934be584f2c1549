import path from 'node:path';
import { app, dialog, ipcMain, Menu, powerSaveBlocker, session } from 'electron';
import type { BrowserWindow } from 'electron';
import { setUpFolderDialog } from './electron/choose-folder.ts';
import { createIpcHandlers } from './electron/ipc-handlers.ts';
import { sendEvent, setUpIpc } from './electron/ipc-server.ts';
import { setUpErrors } from './electron/errors.ts';
import { setUpKeyboard } from './electron/keyboard.ts';
import { readLaunchOptions } from './electron/launch-options.ts';
import { setUpLauncher } from './electron/launcher.ts';
import { lockWithPage, sendLeadNews } from './electron/lead-news.ts';
import { setUpLifecycle } from './electron/lifecycle.ts';
import { setUpNavigation } from './electron/navigation.ts';
import { setUpPermissions } from './electron/permissions.ts';
import { setUpPower } from './electron/power.ts';
import { registerScheme, setUpProtocol } from './electron/protocol.ts';
import { setUpReadiness } from './electron/readiness.ts';
import { setUpRecovery } from './electron/recovery.ts';
import { isOnlyInstance } from './electron/single-instance.ts';
import { loadKiosk, openKioskWindow } from './electron/window.ts';
import { fontsInFolder } from './emergency/export/fonts.ts';
import { openGate } from './gate/gate.ts';
import { openLead } from './lead/lead.ts';
import { readSearchPublicKey } from './lead/pin/search-public-key.ts';
import { createLogger } from './log/create-logger.ts';
import { configuredDatabaseUrl } from './settings/database-choice.ts';
import { readSettings } from './settings/settings-file.ts';
import { userDataFolder } from './settings/user-data-folder.ts';

// The kiosk's composition root, and a table of contents: every line sets one thing up, and the file that it names says how.

/** Where a gate looks that nobody has told of a database; what comes of it stands on the screen. */
const DEFAULT_DATABASE_URL = 'mysql://admit_one@127.0.0.1:3306/admit_one';

const { windowMode, isPractice, launcherPid, appImage } = readLaunchOptions(process.env);
const hasLauncher = launcherPid !== null;
const folder = userDataFolder(process.env, process.platform);
const log = createLogger({ folder, isConsole: hasLauncher, module: 'kiosk' });
const lifecycle = setUpLifecycle({ app, hasLauncher, appImage, log });
const errors = setUpErrors({ app, dialog, process, windowMode, relaunch: lifecycle.relaunch, log });

let kiosk: BrowserWindow | null = null;
const window = () => (kiosk === null || kiosk.isDestroyed() ? null : kiosk);
const contents = () => window()?.webContents ?? null;

registerScheme();
app.setName('Admit One');
app.setPath('userData', folder);
// Nothing is awaited at the top: Electron is not ready before this module has been evaluated.
if (isOnlyInstance(app, window, log)) openKiosk().catch(errors.fatal);
else app.exit(0);

async function openKiosk(): Promise<void> {
  setUpLauncher({ launcherPid, process, quit: lifecycle.quit });
  setUpNavigation(app, log);
  const settingsRead = readSettings(folder, log);
  const { settings } = settingsRead;
  const databaseUrl = configuredDatabaseUrl(process.env, settings) ?? DEFAULT_DATABASE_URL;
  const findSearchKey = () => readSearchPublicKey(folder, isPractice);
  const gate = openGate({ settings, databaseUrl, isPractice, folder, findSearchKey, log });
  lifecycle.closeBeforeExit(gate.close);
  const readiness = setUpReadiness({ gate, stdout: process.stdout, log });
  const lead = await openLead({
    gate,
    folder,
    isPractice,
    fonts: fontsInFolder(path.join(app.getAppPath(), 'out/main/fonts')),
    chooseFolder: setUpFolderDialog({ dialog, window }),
    log,
  });
  lifecycle.closeBeforeExit(lead.close);
  const handlers = createIpcHandlers({
    gate,
    leadCalls: lead.calls,
    settingsRead,
    onScreenUp: readiness.screenIsUp,
    log,
  });
  setUpIpc({ ipcMain, kiosk: contents, handlers, log });
  gate.onStateChanged((state) => sendEvent('gate:state-changed', state, contents()));
  sendLeadNews(lead, contents);

  await app.whenReady();
  Menu.setApplicationMenu(null);
  setUpProtocol(path.join(app.getAppPath(), 'out/renderer'), log);
  setUpPermissions(session.defaultSession, log);
  setUpPower(powerSaveBlocker);
  const preload = path.join(app.getAppPath(), 'out/preload/preload.cjs');
  kiosk = openKioskWindow({ mode: windowMode, preload, isQuitting: lifecycle.isQuitting });
  const { typingKey, leadKey } = settings.screen;
  const openingKeys = [typingKey, leadKey];
  setUpKeyboard({ contents: kiosk.webContents, openingKeys, quit: lifecycle.quit, log });
  lockWithPage(lead, kiosk.webContents);
  setUpRecovery({ app, window: kiosk, onScreenUp: readiness.onScreenUp, relaunch: lifecycle.relaunch, log });
  loadKiosk(kiosk);
}
