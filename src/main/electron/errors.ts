import type { Dialog } from 'electron';
import type { Logger } from '#main/log/logger.ts';

/** A program that fails as soon as it starts must not spin. */
const RELAUNCH_AT_MOST_EVERY_MS = 10_000;

export type Errors = {
  /** For an error after which the program can't go on: logs it and starts anew. */
  readonly fatal: (error: unknown) => void;
};

type ErrorOptions = {
  readonly dialog: Dialog;
  readonly process: NodeJS.Process;
  readonly relaunch: () => void;
  readonly log: Logger;
};

/** Sends every error that nobody caught to the log, never to a dialog that would cover the gate's screen. */
export function setUpErrors({ dialog, process, relaunch, log }: ErrorOptions): Errors {
  let isRelaunching = false;
  const fatal = (error: unknown) => {
    log.error('The program can’t go on', { error: describe(error) });
    if (isRelaunching) return;
    isRelaunching = true;
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

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}
