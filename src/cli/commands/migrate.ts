import path from 'node:path';
import type { Command } from 'commander';
import { describeDatabaseUrl } from '#main/database/database-url.ts';
import { migrate } from '#main/database/migrate.ts';
import { chooseDatabase, openContext } from '../context.ts';

/** Where the migrations are, beside src/ as in the packaged program. */
const MIGRATIONS_FOLDER = path.resolve(import.meta.dirname, '../../../drizzle');

/** `admit-one migrate`. */
export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('brings the database to this program’s tables and indexes; adds, never drops or rewrites')
    .option('--json', 'one line of JSON instead of sentences')
    .addHelpText('after', '\nExample: admit-one migrate')
    .action(async (options: { json?: true }) => {
      const context = openContext();
      const database = await chooseDatabase(context);
      const applied = await migrate({
        url: database.url,
        migrationsFolder: MIGRATIONS_FOLDER,
        log: context.log.named('migrate'),
      });
      const where = describeDatabaseUrl(database.url);
      if (options.json === true) {
        process.stdout.write(`${JSON.stringify({ database: where, applied })}\n`);
      } else if (applied.length === 0) {
        process.stdout.write(`${where} is up to date.\n`);
      } else {
        process.stdout.write(`${where} was brought up to date: ${applied.join(', ')}.\n`);
      }
    });
}
