import type { App, Dialog } from 'electron';
import { DatabaseUrlError } from '#main/database/database-url.ts';
import type { Logger } from '#main/log/logger.ts';
import { NewerSettingsError } from '#main/settings/settings-file.ts';
import type { WindowMode } from './launch-options.ts';

/** A program that fails as soon as it starts must not spin. */
const RELAUNCH_AT_MOST_EVERY_MS = 10_000;

export type Errors = {
  /** For an error after which the program can't go on: logs it and starts anew, or ends where that can't help. */
  readonly fatal: (error: unknown) => void;
};

type ErrorOptions = {
  readonly app: Pick<App, 'exit'>;
  readonly dialog: Pick<Dialog, 'showErrorBox'>;
  readonly process: Pick<NodeJS.Process, 'on' | 'uptime' | 'stderr'>;
  readonly windowMode: WindowMode;
  readonly relaunch: () => void;
  readonly log: Logger;
};

/** Sends every error that nobody caught to the log, never to a dialog that would cover the gate's screen. */
export function setUpErrors({ app, dialog, process, windowMode, relaunch, log }: ErrorOptions): Errors {
  const showErrorBox = dialog.showErrorBox.bind(dialog);
  let isEnding = false;
  const fatal = (error: unknown) => {
    if (isEnding) {
      log.error('Another error on the way out', { error: describe(error) });
      return;
    }
    isEnding = true;
    if (isForPerson(error)) {
      log.error(`The kiosk can’t start: ${error.message}`);
      // No gate is open yet, so there is no screen that a dialog could cover, and a person has just started us.
      if (windowMode === 'hidden') process.stderr.write(`${error.message}\n`);
      else showErrorBox('Admit One can’t start', error.message);
      app.exit(1);
      return;
    }
    log.error('The program can’t go on', { error: describe(error) });
    setTimeout(relaunch, Math.max(0, RELAUNCH_AT_MOST_EVERY_MS - process.uptime() * 1_000));
  };
  dialog.showErrorBox = (title, content) => log.error('Electron reported an error', { title, content });
  // The state of the program is unknown after an exception that nobody caught; a lost promise harms its own call only.
  process.on('uncaughtException', fatal);
  process.on('unhandledRejection', (reason) => {
    log.error('A promise was rejected and nobody noticed', { error: describe(reason) });
  });
  return { fatal };
}

/** Tells errors that are as they are until a person has mended them: the next start would meet them too. */
function isForPerson(error: unknown): error is Error {
  return error instanceof NewerSettingsError || error instanceof DatabaseUrlError;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}
