import { existsSync } from 'node:fs';
import path from 'node:path';
import { keptFolder } from '#main/gate/kept-folder.ts';
import { readSettings } from '#main/settings/settings-file.ts';
import { configuredDatabaseUrl, DATABASE_URL_VARIABLE } from '#main/settings/database-choice.ts';
import { userDataFolder } from '#main/settings/user-data-folder.ts';
import { createLogger } from '#main/log/create-logger.ts';
import { parseDatabaseUrl } from '#main/database/database-url.ts';
import type { Logger } from '#main/log/logger.ts';
import type { Settings } from '#shared/settings.ts';
import { CommandError } from './explain-failure.ts';

/** What every command works with: the same settings, log and database as the kiosk on this laptop. */
export type CommandContext = {
  readonly folder: string;
  readonly settings: Settings;
  readonly log: Logger;
};

/** Reads this laptop's settings; says so on standard error when they could not be used. */
export function openContext(): CommandContext {
  const folder = userDataFolder(process.env, process.platform);
  const log = createLogger({ folder, isConsole: false, module: 'command-line' });
  const { settings, problem } = readSettings(folder, log);
  if (problem !== null) process.stderr.write(`admit-one: ${problem}\n`);
  return { folder, settings, log };
}

/** Which database a command works on. */
export type ChosenDatabase = { readonly url: string; readonly isPractice: boolean };

/**
 * Whether this laptop practises: no database is configured, and practice runs or is all that a gate ever was at here. What a gate keeps
 * lies in another folder then, and the lead's PIN is another one.
 */
export async function isPractising({ folder, settings }: CommandContext): Promise<boolean> {
  if (configuredDatabaseUrl(process.env, settings) !== null) return false;
  const { findRunningPractice } = await import('../../tools/practice/practice-server.ts');
  if ((await findRunningPractice()) !== null) return true;
  const hasGates = (isPractice: boolean) => existsSync(path.join(keptFolder(folder, isPractice), 'gates'));
  return hasGates(true) && !hasGates(false);
}

/**
 * The configured database, else the practice server where it runs.
 * @throws {CommandError} when there is neither.
 */
export async function chooseDatabase(context: CommandContext): Promise<ChosenDatabase> {
  const configured = configuredDatabaseUrl(process.env, context.settings);
  if (configured !== null) {
    // Says at once what is wrong with a URL, rather than at the first attempt.
    parseDatabaseUrl(configured);
    return { url: configured, isPractice: false };
  }
  const { findRunningPractice } = await import('../../tools/practice/practice-server.ts');
  const practice = await findRunningPractice();
  if (practice !== null) return { url: practice.url, isPractice: true };
  throw new CommandError(
    `No database is set up: name one in ${DATABASE_URL_VARIABLE} or in the settings file, or start practice with “admit-one practice start --detach”.`,
  );
}
