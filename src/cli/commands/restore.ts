import path from 'node:path';
import type { Command } from 'commander';
import { formatBytes } from '#shared/size.ts';
import { DatabaseUrlError, parseDatabaseUrl } from '#main/database/database-url.ts';
import { restoreBackup, type RestoreOutcome } from '#main/monitoring/backup/restore-backup.ts';
import { openContext } from '../context.ts';
import { CommandError } from '../explain-failure.ts';
import { progressLineOn } from '../terminal/progress-line.ts';
import { untilStopped } from '../until-stopped.ts';

type RestoreOptions = { readonly to: string; readonly json?: true };

const STEP_WORDS = { checking: 'Reading the backup', restoring: 'Restoring' } as const;

/** `admit-one restore`. */
export function addRestoreCommand(program: Command): void {
  program
    .command('restore')
    .description('puts a backup into a new or an empty database, and never over anything')
    .argument('<file>', 'a file that “admit-one backup” made')
    .requiredOption(
      '--to <url>',
      'mysql://user:password@host:port/database; the database is made where there is none',
    )
    .option('--json', 'one document of JSON instead of sentences')
    .addHelpText(
      'after',
      '\nExample: admit-one restore tonight.sql.gz --to mysql://admit_one:secret@10.0.0.5/concert_restored\n\nThe backup is read through to its end first; one with a statement that reaches beyond that database is refused.\nGates know the restored database by its identity as the same concert’s books: give them its address in their settings.',
    )
    .action(runRestore);
}

async function runRestore(file: string, options: RestoreOptions): Promise<void> {
  const { log } = openContext();
  const line = progressLineOn(process.stderr);
  const restored = await untilStopped((signal) =>
    restoreBackup({
      file: path.resolve(file),
      url: readUrl(options.to),
      onProgress: (step, { tables, tablesInAll, bytes }) =>
        line.show(
          `${STEP_WORDS[step]}: ${tablesInAll === null ? '' : `table ${tables} of ${tablesInAll}, `}${formatBytes(bytes)} ...`,
        ),
      signal,
      log: log.named('restore'),
    }),
  );
  line.end();
  if (restored.outcome === 'failed') throw new CommandError(`${restored.problem} ${restored.advice}`);
  process.stdout.write(options.json === true ? `${JSON.stringify(restored)}\n` : `${describe(restored)}\n`);
}

/** Says at once what is wrong with an address, and never repeats it: it holds a password. */
function readUrl(url: string): string {
  try {
    parseDatabaseUrl(url);
    return url;
  } catch (error) {
    if (error instanceof DatabaseUrlError) throw new CommandError(`--to: ${error.message}`);
    throw error;
  }
}

function describe(restored: Extract<RestoreOutcome, { outcome: 'restored' }>): string {
  const { database, isNew, tables, databaseId, ticketPurchases, attempts, sha256 } = restored;
  return [
    `The ${isNew ? 'new' : 'empty'} database ${database} holds the backup: ${tables} tables` +
      `${ticketPurchases === null ? '' : `, ${ticketPurchases} ticket purchases`}${attempts === null ? '' : `, ${attempts} attempts`}.`,
    databaseId === null
      ? '  It has no identity yet: run “admit-one migrate” on it.'
      : `  Gates know it by the same identity (${databaseId}): give them its address in their settings.`,
    `  SHA-256 of the file: ${sha256}`,
  ].join('\n');
}
