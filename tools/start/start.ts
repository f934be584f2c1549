import { readSettings } from '#main/settings/settings-file.ts';
import { userDataFolder } from '#main/settings/user-data-folder.ts';
import { createLogger } from '#main/log/create-logger.ts';
import { requireChromium } from '../../e2e/stand-in/find-chromium.ts';
import { readyPractice } from '../practice/ready-practice.ts';
import { ensureBuilt } from './build.ts';
import { planDatabase } from './database-plan.ts';
import type { DatabasePlan } from './database-plan.ts';
import { renderDemoFilm } from './demo-camera.ts';
import { findElectron } from './electron-binary.ts';
import { createEnding } from './ending.ts';
import { kioskCommand } from './kiosk-command.ts';
import { runKiosk } from './kiosk-process.ts';
import { readOptions } from './options.ts';
import { readyPracticePin } from './practice-pin.ts';
import { step } from './steps.ts';

// npm start: a database, a build, a kiosk or a control room; and the end of all three.

const options = readOptions(process.argv.slice(2));
const program = options.isControlRoom ? 'the control room' : 'the kiosk';
const ending = createEnding((code) => process.exit(code));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void ending.end(0));
try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  await ending.end(1);
}

async function start(): Promise<void> {
  const folder = userDataFolder(process.env, process.platform);
  const log = createLogger({ folder, isConsole: false, module: 'start' });
  const plan = planDatabase({
    environment: process.env,
    settingsRead: readSettings(folder, log),
    hasDemoCamera: options.hasDemoCamera,
  });
  if (plan.kind === 'refused') throw new Error(plan.sentence);
  const [{ database, film }, electron] = await Promise.all([
    prepareData(plan),
    step('Looking for Electron', (say) =>
      findElectron(() => say('Downloading Electron (about a hundred megabytes, only the first time) ...')),
    ),
    step('Checking the build', (say) => ensureBuilt(() => say('Building ...'))),
  ]);
  if (database.isPractice && !options.isControlRoom)
    await readyPracticePin(folder, (sentence) => console.error(sentence));
  if (ending.isEnding()) return;
  console.error(
    electron === null
      ? `Electron’s binary is not to be had here: ${program} opens on its stand-in, a preview.`
      : `${capitalised(program)} opens on Electron.`,
  );
  // Before the kiosk's own process, so that a machine without a browser gets a sentence and not a crash.
  if (electron === null) requireChromium((line) => console.error(line));
  const command = kioskCommand({ electron, isHeadless: options.isHeadless, film });
  const kiosk = runKiosk(command, {
    ADMIT_ONE_DATABASE_URL: database.url,
    ADMIT_ONE_PRACTICE: database.isPractice ? '1' : '',
    ADMIT_ONE_CONTROL_ROOM: options.isControlRoom ? '1' : '',
  });
  ending.add(kiosk.stop);
  const code = await kiosk.ended;
  if (!ending.isEnding())
    console.error(`${capitalised(program)} ${code === 0 ? 'was closed.' : `ended (exit code ${code}).`}`);
  await ending.end(code);
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

type AcceptedPlan = Exclude<DatabasePlan, { readonly kind: 'refused' }>;

/** The database, and the film that is made of the tickets in it. */
async function prepareData(plan: AcceptedPlan) {
  const database = await openDatabase(plan);
  const film = options.hasDemoCamera
    ? await step('Making the camera’s film', () => renderDemoFilm(database.url, ending.add))
    : null;
  return { database, film };
}

/** The database that this laptop was told to use, else a practice server with tonight’s concert on it. */
async function openDatabase(
  plan: AcceptedPlan,
): Promise<{ readonly url: string; readonly isPractice: boolean }> {
  if (plan.kind === 'configured') {
    console.error('Using the configured database; no practice server is started.');
    return { url: plan.url, isPractice: false };
  }
  const practice = await step('Starting the practice database', (say) =>
    readyPractice({ tickets: options.ticketCount, isDetached: false, onProgress: say }),
  );
  ending.add(practice.stop);
  return { url: practice.url, isPractice: true };
}
