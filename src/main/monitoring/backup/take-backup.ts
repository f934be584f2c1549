import { access, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { timeInFileName } from '#shared/local-time.ts';
import { ask } from '#main/database/ask.ts';
import { parseDatabaseUrl } from '#main/database/database-url.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { writeWholeFile } from '#main/emergency/export/whole-file.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { BackupError, explainBackupFailure } from './backup-failure.ts';
import type { BackupOutcome, BackupProgress } from './backup-outcome.ts';
import { recordBackup } from './backup-records.ts';
import { describeMissingProgram, findProgram } from './database-programs.ts';
import { dumpDatabase } from './dump-database.ts';
import { explainDenial } from './dump-rights.ts';
import { watchDump } from './dump-watch.ts';
import { removeUnfinishedBackups } from './left-behind.ts';
import { withOptionFile } from './option-file.ts';
import { serverKindOf } from './server-kind.ts';

/** What a backup is made from, and where. */
export type BackupOptions = {
  readonly url: string;
  readonly pool: SessionPool;
  /** Made when it is not there. */
  readonly folder: string;
  readonly onProgress: (progress: BackupProgress) => void;
  readonly signal: AbortSignal;
  readonly log: Logger;
  readonly environment?: NodeJS.ProcessEnv;
};

const QUESTION = `select version() as version, utc_timestamp(3) as server_now,
  (select count(*) from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE') as tables`;
const answerRows = z.tuple([
  z.object({ version: z.string(), server_now: z.date(), tables: z.coerce.number() }),
]);

/**
 * Dumps a database with its own server's tool into one packed file, which has its name only when it is whole and on the disk, and
 * writes down in the database that there is one. Gates go on meanwhile.
 * @throws the driver's error when the database is away.
 */
export async function takeBackup(options: BackupOptions): Promise<BackupOutcome> {
  const { pool, folder, log } = options;
  const [rows] = await ask(pool, 'prepare a backup', [QUESTION]);
  const [{ version, server_now: takenAt, tables }] = answerRows.parse(rows);
  const kind = serverKindOf(version);
  const program = await findProgram(kind, 'dump', options.environment);
  if (program === null) {
    return {
      outcome: 'failed',
      problem: 'The program that makes a backup is not on this computer.',
      advice: describeMissingProgram(kind, 'dump'),
    };
  }
  const { database = '' } = parseDatabaseUrl(options.url);
  const watch = watchDump();
  try {
    const name = nameOf(database, new Date());
    // It holds every code: the owner's only.
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await removeUnfinishedBackups(folder);
    await insistOnNewFile(path.join(folder, name));
    const written = await withOptionFile(options.url, kind, (optionFile) =>
      writeWholeFile(folder, name, (sink) =>
        dumpDatabase({
          program,
          kind,
          optionFile,
          database,
          watch,
          onProgress: () =>
            options.onProgress({ tables: watch.tables(), tablesInAll: tables, bytes: watch.bytes() }),
          signal: options.signal,
          sink,
        }),
      ),
    );
    const file = path.join(folder, name);
    const record = { takenAt, host: os.hostname(), file, bytes: written.bytes, sha256: written.sha256 };
    const isOnRecord = await recordBackup(pool, record).then(
      () => true,
      (error: unknown) => {
        // A replica that is read-only can be backed up all the same.
        log.warn('A backup could not be recorded', describeError(error));
        return false;
      },
    );
    log.info('A backup was made', { bytes: written.bytes, tables: watch.tables(), isOnRecord });
    const { bytes, sha256 } = written;
    return {
      outcome: 'taken',
      file,
      bytes,
      sha256,
      takenAt: takenAt.toISOString(),
      tables: watch.tables(),
      isOnRecord,
    };
  } catch (error) {
    log.error('A backup failed', describeError(error));
    return explainBackupFailure(await explainDenial(pool, kind, error), folder);
  }
}

/** `admit_one_2026-06-01_19.30.05.sql.gz`: no blank and nothing that a shell or a stick takes amiss. */
function nameOf(database: string, now: Date): string {
  const plain = database.replaceAll(/[^\w.-]/gu, '_');
  return `${plain}_${timeInFileName(now).replaceAll(' ', '_')}.sql.gz`;
}

async function insistOnNewFile(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) {
    throw new BackupError(
      `${path.basename(file)} is there already.`,
      'A backup never overwrites another: make it again in a second.',
    );
  }
}
