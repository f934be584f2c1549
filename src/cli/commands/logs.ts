import type { Command } from 'commander';
import { createLocalTime } from '#shared/local-time.ts';
import { analyseLogs } from '#main/monitoring/log-analysis/analyse-logs.ts';
import { CommandError } from '../explain-failure.ts';
import { paintFor } from '../terminal/paint.ts';
import { logAnalysisLines } from '../words/log-analysis-words.ts';

/** `admit-one logs analyse`. */
export function addLogsCommands(program: Command): void {
  const logs = program.command('logs').description('the programs’ own logs, as each laptop keeps one');
  logs
    .command('analyse')
    .description('tells deadlocks, database errors, outages and scanning patterns from the laptops’ logs')
    .argument(
      '<file...>',
      'the laptops’ logs (logs/admit-one.log in the user-data folder), or folders of them',
    )
    .option('--json', 'one document of JSON with everything, instead of sentences')
    .addHelpText(
      'after',
      '\nExample: admit-one logs analyse /media/stick/G1/logs /media/stick/G2/logs\n\nNeeds no database. Damaged lines are counted and left out. Exit code 0 when every file could be read, else 1.',
    )
    .action(runAnalyse);
}

async function runAnalyse(files: readonly string[], options: { readonly json?: true }): Promise<void> {
  const analysis = await analyseLogs(files);
  const unread = analysis.files.flatMap(({ file, problem }) =>
    problem === null ? [] : [`${file}: ${problem}`],
  );
  const text =
    options.json === true
      ? JSON.stringify(analysis)
      : logAnalysisLines(analysis, {
          paint: paintFor(process.stdout),
          localTime: createLocalTime(),
        }).join('\n');
  process.stdout.write(`${text}\n`);
  if (unread.length > 0) throw new CommandError(unread.join('\n'));
}
