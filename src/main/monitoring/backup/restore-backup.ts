import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { parseDatabaseUrl } from '#main/database/database-url.ts';
import { classifyFailure } from '#main/database/failures.ts';
import { ask } from '#main/database/ask.ts';
import { openSessionPool, type PoolLimits } from '#main/database/session-pool.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { BackupError, explainBackupFailure } from './backup-failure.ts';
import type { BackupFailure, BackupProgress } from './backup-outcome.ts';
import { describeMissingProgram, findProgram } from './database-programs.ts';
import { watchDump, watching } from './dump-watch.ts';
import { prepareEmptyDatabase } from './empty-database.ts';
import { withOptionFile } from './option-file.ts';
import { type BackupContents, readBackup, unpackingOf } from './read-backup.ts';
import { startProgram } from './run-program.ts';

/** What came of putting a backup back. */
export type RestoreOutcome =
  | {
      readonly outcome: 'restored';
      readonly database: string;
      readonly isNew: boolean;
      readonly tables: number;
      /** Of the file. */
      readonly sha256: string;
      /** By which gates know it; null where the backup holds no identity. */
      readonly databaseId: string | null;
      /** What it holds now; null where the backup holds no such table. */
      readonly ticketPurchases: number | null;
      readonly attempts: number | null;
    }
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

/** Nobody stands at a door: a count over millions may take its time. */
const LIMITS: PoolLimits = { connections: 1, queue: 2, connectMs: 5_000, statementMs: 60_000 };

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

const NAMES = `select lower(table_name) as name from information_schema.tables
  where table_schema = database() and table_type = 'BASE TABLE'`;
const nameRows = z.array(z.object({ name: z.string() }));
const COUNTS = {
  database_identity: 'select uuid as found from database_identity',
  ticket_purchases: 'select count(*) as found from ticket_purchases',
  scan_attempts: 'select count(*) as found from scan_attempts',
} as const;
const foundRows = z.array(z.object({ found: z.union([z.string(), z.number()]) }));

/** Looks at what has arrived. */
async function countRestored(url: string, contents: BackupContents, log: Logger) {
  const pool = openSessionPool({ url, log, limits: LIMITS });
  try {
    const [rows] = await ask(pool, 'look at the restored tables', [NAMES], LIMITS.statementMs);
    const names = new Set(nameRows.parse(rows).map(({ name }) => name));
    if (names.size !== contents.tables) {
      throw new BackupError(
        `The backup holds ${contents.tables} tables, but ${names.size} arrived.`,
        'Drop the database and restore again.',
      );
    }
    const findIn = async (table: keyof typeof COUNTS): Promise<string | number | null> => {
      if (!names.has(table)) return null;
      const [found] = await ask(pool, 'look at a restored table', [COUNTS[table]], LIMITS.statementMs);
      return foundRows.parse(found)[0]?.found ?? null;
    };
    const databaseId = await findIn('database_identity');
    const ticketPurchases = await findIn('ticket_purchases');
    const attempts = await findIn('scan_attempts');
    return {
      databaseId: databaseId === null ? null : String(databaseId),
      ticketPurchases: ticketPurchases === null ? null : Number(ticketPurchases),
      attempts: attempts === null ? null : Number(attempts),
    };
  } finally {
    await pool.close();
  }
}
