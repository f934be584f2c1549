import { InvalidArgumentError, type Command } from 'commander';
import type { Conflict } from '#shared/conflict.ts';
import { createLocalTime } from '#shared/local-time.ts';
import { closeConflict } from '#main/emergency/replay/close-conflict.ts';
import { listConflicts } from '#main/emergency/replay/conflicts.ts';
import { CommandError } from '../explain-failure.ts';
import { readId } from '../read-id.ts';
import { readWords } from '../read-words.ts';
import { withDatabase } from '../with-database.ts';

type ListOptions = { readonly all?: true; readonly concert?: number; readonly json?: true };
type CloseOptions = {
  readonly by: string;
  readonly why: string;
  readonly seen?: number;
  readonly json?: true;
};

/** `admit-one conflicts list` and `admit-one conflicts close`. */
export function addConflictsCommands(program: Command): void {
  const conflicts = program
    .command('conflicts')
    .description('ticket purchases that were admitted more than once, for a person to look at');
  conflicts
    .command('list')
    .description('lists the open ones with all their sides')
    .option('--all', 'the closed ones too')
    .option('--concert <id>', 'of one concert only', readId)
    .option('--json', 'one line of JSON instead of sentences')
    .addHelpText('after', '\nExample: admit-one conflicts list --all')
    .action(runList);
  conflicts
    .command('close')
    .description('closes one, with the name of who decided and a word of why; both are kept')
    .argument('<id>', 'the conflict’s number, as “conflicts list” shows it', readId)
    .requiredOption('--by <name>', 'who closes it', readWords)
    .requiredOption('--why <text>', 'why', readWords)
    .option(
      '--seen <version>',
      'the version that was looked at: refused when it has changed since',
      readVersion,
    )
    .option('--json', 'one line of JSON instead of sentences')
    .addHelpText(
      'after',
      '\nExample: admit-one conflicts close 3 --by "Mia Example" --why "went out and came in again"',
    )
    .action(runClose);
}

async function runList(options: ListOptions): Promise<void> {
  const conflicts = await withDatabase('conflicts', ({ pool }) =>
    listConflicts(pool, { concertId: options.concert ?? null, isOpenOnly: options.all !== true }),
  );
  if (options.json === true) process.stdout.write(`${JSON.stringify(conflicts)}\n`);
  else if (conflicts.length === 0) process.stdout.write('No conflicts.\n');
  else process.stdout.write(`${conflicts.map(describeConflict).join('\n\n')}\n`);
}

async function runClose(conflictId: number, options: CloseOptions): Promise<void> {
  const { by: closedBy, why } = options;
  const outcome = await withDatabase('conflicts', async ({ pool, log }) => {
    const conflicts = await listConflicts(pool, { concertId: null, isOpenOnly: true });
    const conflict = conflicts.find((one) => one.conflictId === conflictId);
    if (conflict === undefined) throw new CommandError(`No conflict ${conflictId} is open.`);
    const closing = { conflictId, version: options.seen ?? conflict.version, closedBy, why, now: new Date() };
    return (await closeConflict(pool, closing, log)).outcome;
  });
  if (outcome === 'changed') {
    throw new CommandError(`Conflict ${conflictId} has changed: list it again, then decide.`);
  }
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ conflictId, outcome })}\n`
      : `Conflict ${conflictId} is closed.\n`,
  );
}

function describeConflict(conflict: Conflict): string {
  const { conflictId, version, ticketPurchaseId, holderName, ticketKind, closedAt, closings, sides } =
    conflict;
  const who = [holderName ?? 'no name', ticketKind ?? 'ticket'].join(', ');
  return [
    `Conflict ${conflictId}: ticket purchase ${ticketPurchaseId} (${who}) was admitted ${sides.length} times (version ${version}${closedAt === null ? '' : ', closed'})`,
    ...sides.map((side) => `  ${describeSide(side)}`),
    ...(closings === null ? [] : closings.split('\n').map((closing) => `  Closed: ${closing}`)),
  ].join('\n');
}

function describeSide({ gateId, operator, decidedBy, doorTime, logLine }: Conflict['sides'][number]): string {
  const where = `${gateId ?? 'no gate known'}${operator === '' ? '' : ` (${operator})`}`;
  const how =
    logLine === null
      ? decidedBy === 'database'
        ? 'by the database'
        : 'on its own'
      : `on its own, log ${logLine.logId} line ${logLine.sequence}`;
  return `${describeDoorTime(doorTime)}  ${where}, ${how}`;
}

/** As this computer's clock shows it, by the database's clock as far as the laptop's was measured. */
function describeDoorTime(doorTime: Conflict['sides'][number]['doorTime']): string {
  if (doorTime === null) return 'at a time that nobody kept';
  const corrected = createLocalTime()(new Date(Date.parse(doorTime.at) + (doorTime.offsetMs ?? 0)));
  if (doorTime.offsetMs === null) return `${corrected} (clock never measured)`;
  return doorTime.uncertaintyMs === null
    ? corrected
    : `${corrected} ± ${(doorTime.uncertaintyMs / 1_000).toFixed(3)} s`;
}

function readVersion(text: string): number {
  const version = Number(text);
  if (text.trim() === '' || !Number.isInteger(version) || version < 0) {
    throw new InvalidArgumentError('It takes a whole number from 0.');
  }
  return version;
}
