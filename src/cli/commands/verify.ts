import type { Command } from 'commander';
import { createLocalTime } from '#shared/local-time.ts';
import { describeDatabaseUrl } from '#main/database/database-url.ts';
import type { Integrity } from '#main/monitoring/integrity/integrity.ts';
import { verifyBooks } from '#main/monitoring/integrity/verify-books.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { CommandError } from '../explain-failure.ts';
import { readId } from '../read-id.ts';
import { paintFor } from '../terminal/paint.ts';
import { progressLineOn } from '../terminal/progress-line.ts';
import { integrityLines } from '../words/integrity-words.ts';
import { withDatabase } from '../with-database.ts';

type VerifyCommandOptions = { readonly concert?: number; readonly json?: true };

/** `admit-one verify`. */
export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description(
      'proves after the night that the books balance, from the database and the gates’ emergency logs',
    )
    .argument('[log...]', 'the gates’ emergency logs: files, or folders of them')
    .option('--concert <id>', 'one concert only (default: all)', readId)
    .option('--json', 'one document of JSON with every fault, instead of sentences')
    .addHelpText(
      'after',
      '\nExample: admit-one verify /media/stick/G1 /media/stick/G2\n\nsold + walk-ins sold - cancelled = admitted + not arrived, for every kind of ticket; every admission has its ticket purchase, every line its attempt; no conflict is open.\nChanges nothing and locks nothing. Exit code 0 when everything holds, 2 when something does not, 1 when it could not look.\nWithout a log, what is about logs is told as not looked at.',
    )
    .action(runVerify);
}

async function runVerify(logFiles: readonly string[], options: VerifyCommandOptions): Promise<void> {
  const { integrity, where } = await withDatabase('verify', async ({ pool, database, log }) => {
    const line = progressLineOn(process.stderr);
    try {
      const verified = await verifyBooks({
        pool,
        concertId: options.concert ?? null,
        logFiles,
        onProgress: (attempts) => line.show(`${attempts} attempts ...`),
      });
      log.info('The books were verified', { holds: verified.holds, broken: brokenRules(verified).join(' ') });
      return { integrity: verified, where: describeDatabaseUrl(database.url) };
    } finally {
      line.end();
    }
  });
  if (options.concert !== undefined && integrity.concerts.length === 0) {
    throw new CommandError(`There is no concert ${options.concert} with tickets in ${where}.`);
  }
  const paint = paintFor(process.stdout);
  const text =
    options.json === true
      ? JSON.stringify({ database: where, ...integrity })
      : integrityLines(integrity, { paint, localTime: createLocalTime() }).join('\n');
  process.stdout.write(`${text}\n`);
  if (!integrity.holds) process.exitCode = EXIT_CODES.wrong;
}

function brokenRules({ rules }: Integrity): string[] {
  return rules.filter(({ state }) => state === 'broken').map(({ rule }) => rule);
}
