import { type Command, InvalidArgumentError } from 'commander';
import { createLocalTime } from '#shared/local-time.ts';
import { CHECK_GROUPS, type CheckLine, worstLevel } from '#shared/system-check.ts';
import { describeDatabaseUrl } from '#main/database/database-url.ts';
import { checkSystem } from '#main/monitoring/check/system-check.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { type Paint, paintFor } from '../terminal/paint.ts';
import { withDatabase } from '../with-database.ts';

type CheckOptions = { readonly concert?: number; readonly gates: number; readonly json?: true };

const GROUP_WORDS: Readonly<Record<CheckLine['group'], string>> = {
  server: 'The server',
  database: 'The database',
  concert: 'The concert',
  codes: 'The codes',
  gates: 'The gates',
  laptop: 'This laptop',
};

/** `admit-one check`. */
export function addCheckCommand(program: Command): void {
  program
    .command('check')
    .description(
      'looks at everything that must be well before the doors open, and says what to do where it is not',
    )
    .option('--concert <id>', 'the concert (default: the one that is open, or opens next)', readNumber)
    .option('--gates <n>', 'how many gates will scan', readNumber, 10)
    .option('--json', 'one document of JSON instead of sentences')
    .addHelpText(
      'after',
      `\nExample: admit-one check --gates 10\n\nGroups in JSON: ${CHECK_GROUPS.join(', ')}. Exit code 0 when nothing is red, 2 when something is, 1 when it could not look.`,
    )
    .action(runCheck);
}

async function runCheck(options: CheckOptions): Promise<void> {
  const paint = paintFor(process.stdout);
  let group: CheckLine['group'] | null = null;
  const show = (line: CheckLine): void => {
    if (line.group !== group) process.stdout.write(`${paint.heading(GROUP_WORDS[line.group])}\n`);
    group = line.group;
    process.stdout.write(`${describeLine(line, paint)}\n`);
  };
  const checked = await withDatabase('check', async ({ pool, database }) => {
    const where = describeDatabaseUrl(database.url);
    if (options.json !== true) process.stdout.write(`${paint.faint(headline(where, database.isPractice))}\n`);
    const lines = await checkSystem({
      pool,
      isPractice: database.isPractice,
      concertId: options.concert ?? null,
      gatesWanted: options.gates,
      ...(options.json === true ? {} : { onLine: show }),
    });
    return { where, isPractice: database.isPractice, lines };
  });
  const { lines } = checked;
  const worst = worstLevel(lines);
  const counts = {
    green: countOf(lines, 'green'),
    amber: countOf(lines, 'amber'),
    red: countOf(lines, 'red'),
  };
  if (options.json === true) {
    const { where: database, isPractice } = checked;
    const checkedAt = new Date().toISOString();
    process.stdout.write(`${JSON.stringify({ checkedAt, database, isPractice, worst, counts, lines })}\n`);
  } else {
    const words = `${counts.green} green, ${counts.amber} amber, ${counts.red} red.`;
    process.stdout.write(`\n${paint.mark(worst)} ${paint.level(worst, words)} ${ENDINGS[worst]}\n`);
  }
  if (worst === 'red') process.exitCode = EXIT_CODES.wrong;
}

const ENDINGS: Readonly<Record<CheckLine['level'], string>> = {
  green: 'Everything is well.',
  amber: 'Know the amber ones before you open the doors.',
  red: 'Do not open the doors like this.',
};

function headline(where: string, isPractice: boolean): string {
  return `${where}${isPractice ? ' (practice)' : ''}, ${createLocalTime()(new Date())}`;
}

function countOf(lines: readonly CheckLine[], level: CheckLine['level']): number {
  return lines.filter((line) => line.level === level).length;
}

function describeLine({ level, title, finding, advice }: CheckLine, paint: Paint): string {
  const first = `  ${paint.mark(level)} ${title}: ${finding}`;
  return advice === null ? first : `${first}\n      ${paint.level(level, '→')} ${advice}`;
}

function readNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > Number.MAX_SAFE_INTEGER) {
    throw new InvalidArgumentError('It takes a whole number from 1.');
  }
  return number;
}
