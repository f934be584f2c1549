import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { configuredDatabaseUrl } from '#main/settings/database-choice.ts';
import type { Rehearsed } from '#main/rehearsal/plan.ts';
import type { RehearsalProgress } from '#main/rehearsal/rehearsal.ts';
import { type Scenario, SCENARIOS } from '#main/rehearsal/scenarios.ts';
import { parseServerUrl } from '#main/rehearsal/server.ts';
import { SCENARIO_WORDS } from '#main/rehearsal/words.ts';
import { type CommandContext, openContext } from '../context.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { CommandError } from '../explain-failure.ts';
import { insistOnNewFile } from '../new-places.ts';
import { paintFor } from '../terminal/paint.ts';
import { progressLineOn } from '../terminal/progress-line.ts';
import { describeRehearsal, describeScans, describeScenario } from '../words/rehearsal-words.ts';

type RehearseOptions = {
  readonly gates: number;
  readonly tickets: number;
  readonly scenario: Scenario | 'all';
  readonly html?: string;
  readonly keep?: true;
  readonly on?: string;
  readonly database?: string;
  readonly json?: true;
};

const MIGRATIONS_FOLDER = path.resolve(import.meta.dirname, '../../../drizzle');

/** `admit-one rehearse`: the night tried out beforehand, on a database of its own. */
export function addRehearseCommand(program: Command): void {
  program
    .command('rehearse')
    .description(
      'tries the night out: real gate processes before a database that is made for it and dropped afterwards',
    )
    .option('--gates <n>', 'how many gates scan at once', wholeNumber(1, 50), 10)
    .option(
      '--tickets <n>',
      'how many tickets the rush has; the other scenarios take a share',
      wholeNumber(10, 20_000),
      2_000,
    )
    .addOption(
      new Option('--scenario <name>', 'what is rehearsed').choices([...SCENARIOS, 'all']).default('all'),
    )
    .option('--html <file>', 'writes the figures with charts into one file')
    .option('--keep', 'leaves the database and the gates’ folders to look into')
    .option('--on <url>', 'the server to rehearse on (default: the configured one, else practice)')
    .option('--database <name>', 'the database to use, which must be absent, empty or an earlier rehearsal’s')
    .option('--json', 'one JSON document instead of sentences')
    .addHelpText(
      'after',
      [
        '',
        'Scenarios:',
        ...SCENARIOS.map((scenario) => `  ${scenario.padEnd(10)} ${SCENARIO_WORDS[scenario]}`),
        '',
        'Example:',
        '  admit-one rehearse --gates 10 --tickets 2000 --scenario all --html rehearsal.html',
        '',
        'Exits with 0 when it passed, 2 when it failed, 1 when it could not be held.',
      ].join('\n'),
    )
    .action(runRehearse);
}

async function runRehearse(options: RehearseOptions): Promise<void> {
  const htmlFile = options.html === undefined ? null : path.resolve(options.html);
  if (htmlFile !== null) insistOnNewFile(htmlFile);
  const context = openContext();
  const line = progressLineOn(process.stderr);
  const say = (sentence: string): void => {
    line.end();
    process.stderr.write(`${sentence}\n`);
  };
  const server = await findServer(context, options.on, say);
  const stopping = new AbortController();
  // Told twice is told once: the second one must not end us in the middle of clearing up.
  const stop = (): void => {
    if (stopping.signal.aborted) return;
    say('Stopping, and taking away what was made ...');
    stopping.abort(new CommandError('The rehearsal was stopped.'));
  };
  // Loaded only when asked for: the gates of a rehearsal are this same program, and start sooner without.
  const { rehearse } = await import('#main/rehearsal/rehearse.ts');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  try {
    const rehearsed = await rehearse({
      serverUrl: server.url,
      liveUrl: configuredDatabaseUrl(process.env, context.settings),
      databaseName: options.database ?? null,
      gates: options.gates,
      tickets: options.tickets,
      scenarios: options.scenario === 'all' ? SCENARIOS : [options.scenario],
      isKept: options.keep === true,
      migrationsFolder: MIGRATIONS_FOLDER,
      log: context.log.named('rehearsal'),
      onProgress: (progress) => tell(progress, say, line.show),
      signal: stopping.signal,
    });
    line.end();
    const { rehearsal } = rehearsed;
    if (htmlFile !== null) await writePage(rehearsed, htmlFile, say);
    process.stdout.write(
      options.json === true
        ? `${JSON.stringify(rehearsal)}\n`
        : `${describeRehearsal(rehearsal, paintFor(process.stdout))}\n`,
    );
    if (!rehearsal.isPassed) process.exitCode = EXIT_CODES.wrong;
  } finally {
    line.end();
    await server.stop();
  }
}

type Speak = (words: string) => void;

function tell(progress: RehearsalProgress, say: Speak, show: Speak): void {
  switch (progress.kind) {
    case 'step':
      return say(progress.words);
    case 'scans':
      return show(describeScans(progress));
    case 'scenario':
      return say(describeScenario(progress.figures));
  }
}

type Server = { readonly url: string; readonly stop: () => Promise<void> };

/** The named server, else the configured one, else the practice server, which is started where it does not run. */
async function findServer(context: CommandContext, named: string | undefined, say: Speak): Promise<Server> {
  const url = named ?? configuredDatabaseUrl(process.env, context.settings);
  if (url !== null) {
    // Says at once what is wrong with it.
    parseServerUrl(url);
    return { url, stop: async () => undefined };
  }
  // Loaded only when asked for: an installed kiosk has no practice server.
  const { startPractice } = await import('../../../tools/practice/practice-server.ts');
  const practice = await startPractice({ onProgress: say });
  return { url: practice.url, stop: practice.stop };
}

async function writePage(rehearsed: Rehearsed, file: string, say: Speak): Promise<void> {
  // Loaded only when asked for: the chart library takes half a second.
  const { rehearsalPage } = await import('#main/rehearsal/page/rehearsal-page.ts');
  await writeFile(file, rehearsalPage(rehearsed), { flag: 'wx' });
  say(`The figures with charts: ${file}`);
}

/** Before a rehearsal of minutes, rather than after it. */
function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`);
  };
}
