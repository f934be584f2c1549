import path from 'node:path';
import type { Command } from 'commander';
import { createLocalTime } from '#shared/local-time.ts';
import { formatBytes } from '#shared/size.ts';
import type { BackupOutcome } from '#main/monitoring/backup/backup-outcome.ts';
import { takeBackup } from '#main/monitoring/backup/take-backup.ts';
import { CommandError } from '../explain-failure.ts';
import { progressLineOn } from '../terminal/progress-line.ts';
import { untilStopped } from '../until-stopped.ts';
import { withDatabase } from '../with-database.ts';

type BackupOptions = { readonly to?: string; readonly json?: true };

/** Beside the settings, unless somebody names another place. */
const USUAL_FOLDER = 'backups';

/** `admit-one backup`. */
export function addBackupCommand(program: Command): void {
  program
    .command('backup')
    .description('copies the whole database into one packed file, while the gates go on')
    .option('--to <folder>', 'where to (default: “backups” beside the settings); made where there is none')
    .option('--json', 'one document of JSON instead of sentences')
    .addHelpText(
      'after',
      '\nExample: admit-one backup --to /media/stick/backups\n\nThe server’s own tool makes it (mysqldump or mariadb-dump). The file holds every code and every name: keep it like money.\n“admit-one restore” puts it back, “admit-one check” says how old the newest is.',
    )
    .action(runBackup);
}

async function runBackup(options: BackupOptions): Promise<void> {
  const taken = await untilStopped((signal) =>
    withDatabase('backup', async ({ pool, database, context, log }) => {
      const folder = path.resolve(options.to ?? path.join(context.folder, USUAL_FOLDER));
      const line = progressLineOn(process.stderr);
      const outcome = await takeBackup({
        url: database.url,
        pool,
        folder,
        onProgress: ({ tables, tablesInAll, bytes }) =>
          line.show(`Table ${tables} of ${tablesInAll ?? '?'}, ${formatBytes(bytes)} ...`),
        signal,
        log,
      });
      line.end();
      return outcome;
    }),
  );
  if (taken.outcome === 'failed') throw new CommandError(`${taken.problem} ${taken.advice}`);
  process.stdout.write(options.json === true ? `${JSON.stringify(taken)}\n` : `${describe(taken)}\n`);
}

function describe(taken: Extract<BackupOutcome, { outcome: 'taken' }>): string {
  return [
    taken.file,
    `  ${taken.tables} tables as they were at ${createLocalTime()(taken.takenAt)}, ${formatBytes(taken.bytes)} packed.`,
    `  SHA-256 ${taken.sha256}`,
    ...(taken.isOnRecord
      ? []
      : ['  The database took no note of it: “admit-one check” will not know that there is one.']),
  ].join('\n');
}
