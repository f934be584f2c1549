import { type Command, Option } from 'commander';
import {
  ON_ITS_OWN_KNOWN,
  ON_ITS_OWN_UNKNOWN,
  type OnItsOwnKnown,
  type OnItsOwnUnknown,
} from '#shared/on-its-own.ts';
import { createLocalTime } from '#shared/local-time.ts';
import { choose, listChoices, type OnItsOwnChoice } from '#main/emergency/snapshot/on-its-own-choice.ts';
import { CommandError } from '../explain-failure.ts';
import { readId } from '../read-id.ts';
import { withDatabase } from '../with-database.ts';

type ListOptions = { readonly json?: true };
type SetOptions = {
  readonly onItsOwnKnown?: OnItsOwnKnown;
  readonly onItsOwnUnknown?: OnItsOwnUnknown;
  readonly json?: true;
};

/** `admit-one concert list` and `admit-one concert set`: what the organiser chooses for gates on their own. */
export function addConcertCommands(program: Command): void {
  const concert = program
    .command('concert')
    .description('what the gates of a concert may do on their own, while the database is away');
  concert
    .command('list')
    .description('lists the concerts and what was chosen for each')
    .option('--json', 'one line of JSON instead of sentences')
    .addHelpText('after', '\nExample: admit-one concert list')
    .action(runList);
  concert
    .command('set')
    .description('chooses for one concert; the gates know it a few seconds later')
    .argument('<id>', 'the concert’s id, as “concert list” shows it', readId)
    .addOption(
      new Option(
        '--on-its-own-known <choice>',
        'a known, unused ticket: admit it, or only with the lead’s PIN',
      ).choices(ON_ITS_OWN_KNOWN),
    )
    .addOption(
      new Option(
        '--on-its-own-unknown <choice>',
        'a code that the gate’s snapshot does not know: refuse it, or let the lead admit it by hand',
      ).choices(ON_ITS_OWN_UNKNOWN),
    )
    .option('--json', 'one line of JSON instead of sentences')
    .addHelpText('after', '\nExample: admit-one concert set 12 --on-its-own-known lead')
    .action(runSet);
}

async function runList(options: ListOptions): Promise<void> {
  const choices = await withDatabase('concert', ({ pool }) => listChoices(pool));
  if (options.json === true) process.stdout.write(`${JSON.stringify(choices)}\n`);
  else if (choices.length === 0) process.stdout.write('No concerts.\n');
  else process.stdout.write(`${choices.map(describe).join('\n')}\n`);
}

async function runSet(concertId: number, options: SetOptions): Promise<void> {
  const { onItsOwnKnown: known = null, onItsOwnUnknown: unknown = null } = options;
  if (known === null && unknown === null) {
    throw new CommandError('Nothing to choose: give --on-its-own-known, --on-its-own-unknown or both.');
  }
  const chosen = await withDatabase('concert', async ({ pool }) => {
    if (!(await choose(pool, { concertId, known, unknown }))) return undefined;
    return (await listChoices(pool)).find((choice) => choice.concertId === concertId);
  });
  if (chosen === undefined) throw new CommandError(`There is no concert ${concertId}.`);
  process.stdout.write(options.json === true ? `${JSON.stringify(chosen)}\n` : `${describe(chosen)}\n`);
}

function describe({
  concertId,
  title,
  entryOpensAt,
  onItsOwnKnown,
  onItsOwnUnknown,
}: OnItsOwnChoice): string {
  const localTime = createLocalTime();
  const opens = entryOpensAt === null ? 'no entry time' : `entry from ${localTime(entryOpensAt)}`;
  const known = onItsOwnKnown === 'admit' ? 'admits known tickets' : 'asks the lead about known tickets';
  const unknown =
    onItsOwnUnknown === 'refuse' ? 'refuses unknown codes' : 'asks the lead about unknown codes';
  return `${concertId}  ${title} (${opens}): a gate on its own ${known}, ${unknown}`;
}
