import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseDatabaseUrl } from '#main/database/database-url.ts';
import { classifyFailure } from '#main/database/failures.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { BackupError, explainBackupFailure } from './backup-failure.ts';
import type { BackupFailure, BackupProgress } from './backup-outcome.ts';
import { describeMissingProgram, findProgram } from './database-programs.ts';
import { watchDump, watching } from './dump-watch.ts';
import { prepareEmptyDatabase } from './empty-database.ts';
import { withOptionFile } from './option-file.ts';
import { type BackupContents, readBackup, unpackingOf } from './read-backup.ts';
import { countRestored, type RestoredContents } from './restored-contents.ts';
import { startProgram } from './run-program.ts';
import { withoutStretches } from './without-stretches.ts';

/** What came of putting a backup back. */
export type RestoreOutcome =
  | ({
      readonly outcome: 'restored';
      readonly database: string;
      readonly isNew: boolean;
      readonly tables: number;
      /** Of the file. */
      readonly sha256: string;
    } & RestoredContents)
  | BackupFailure;

/** What is put back, and where. */
export type RestoreOptions = {
  readonly file: string;
  readonly url: string;
  readonly onProgress: (step: 'checking' | 'restoring', progress: BackupProgress) => void;
  readonly signal: AbortSignal;
  readonly log: Logger;
  readonly environment?: NodeJS.ProcessEnv;
};

/**
 * Puts a backup into a new or an empty database, after reading it through to its end. Never goes over anything.
 * @throws the driver's error or a TimeLimitError when the server is away.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreOutcome> {
  const { file, url, log } = options;
  const { database = '' } = parseDatabaseUrl(url);
  try {
    await insistOnFile(file);
    const contents = await readBackup(
      file,
      (bytes) => options.onProgress('checking', { tables: 0, tablesInAll: null, bytes }),
      options.signal,
    );
    const program = await findProgram(contents.kind, 'client', options.environment);
    if (program === null) {
      return {
        outcome: 'failed',
        problem: 'The program that restores a backup is not on this computer.',
        advice: describeMissingProgram(contents.kind, 'client'),
      };
    }
    const { isNew } = await prepareEmptyDatabase(url, contents.kind);
    await feed(options, { program, contents, database });
    const found = await countRestored(url, contents, log);
    log.info('A backup was restored', { tables: contents.tables, isNew });
    return {
      outcome: 'restored',
      database,
      isNew,
      tables: contents.tables,
      sha256: contents.sha256,
      ...found,
    };
  } catch (error) {
    if (classifyFailure(error).kind === 'lost') throw error;
    log.error('A restore failed', describeError(error));
    return explainBackupFailure(error, file);
  }
}

async function insistOnFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found?.isFile() !== true) throw new BackupError(`There is no file ${file}.`, 'Check its name.');
  await access(file, constants.R_OK).catch(() => {
    throw new BackupError(
      `${file} may not be read.`,
      'Only who made it may: use that account, or give yourself the right.',
    );
  });
}

async function feed(
  { file, url, onProgress, signal }: RestoreOptions,
  parts: { readonly program: string; readonly contents: BackupContents; readonly database: string },
): Promise<void> {
  const { program, contents, database } = parts;
  const watch = watchDump();
  try {
    await withOptionFile(url, contents.kind, async (optionFile) => {
      const running = startProgram(
        program,
        // --binary-mode: no command of the client's own (\! runs a shell's) is taken from the file.
        [`--defaults-file=${optionFile}`, '--binary-mode', '--default-character-set=utf8mb4', database],
        signal,
      );
      running.output.resume();
      await pipeline(
        [
          createReadStream(file),
          ...(await unpackingOf(file)),
          watching(watch, () =>
            onProgress('restoring', {
              tables: watch.tables(),
              tablesInAll: contents.tables,
              bytes: watch.bytes(),
            }),
          ),
          withoutStretches(contents.databaseNames),
          running.input,
        ],
        { signal },
      ).catch(async (error: unknown) => {
        // The client closed its input because it had failed: its own words say why.
        await running.ended;
        throw error;
      });
      await running.ended;
    });
  } catch (error) {
    const { problem } = explainBackupFailure(error, path.basename(file));
    throw new BackupError(
      problem,
      `The database ${database} now holds a part of the backup and is of no use: drop it, put right what was wrong, and restore again.`,
    );
  }
}
