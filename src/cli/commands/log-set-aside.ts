import type { Command } from 'commander';
import { createLocalTime } from '#shared/local-time.ts';
import { closeSetAside } from '#main/emergency/replay/close-set-aside.ts';
import { SET_ASIDE_REASONS } from '#main/emergency/replay/outcome.ts';
import { listSetAside, type SetAsideLine } from '#main/emergency/replay/set-aside.ts';
import { SET_ASIDE_ADVICE } from '#main/emergency/replay/set-aside-advice.ts';
import { CommandError } from '../explain-failure.ts';
import { readId } from '../read-id.ts';
import { readWords } from '../read-words.ts';
import { plainText } from '../terminal/plain-text.ts';
import { withDatabase } from '../with-database.ts';

type SetAsideOptions = { readonly gate?: string; readonly all?: true; readonly json?: true };
type CloseOptions = { readonly by: string; readonly why: string; readonly json?: true };

/** `admit-one log set-aside` and `admit-one log set-aside close`. */
export function addLogSetAsideCommand(log: Command): void {
  const setAside = log
    .command('set-aside')
    .description('lists the lines of all gates’ logs that could not go into the database, and what to do')
    .option('--gate <id>', 'of one gate only')
    .option('--all', 'the closed ones too')
    .option('--json', 'one line of JSON instead of sentences')
    .addHelpText('after', '\nChanges nothing. A line that has gone in since is not listed any more.')
    .action(runSetAside);
  setAside
    .command('close')
    .description('closes one that somebody has looked into, with the name and a word of why; both are kept')
    .argument('<number>', 'the line’s number, as “log set-aside” shows it', readId)
    .requiredOption('--by <name>', 'who closes it', readWords)
    .requiredOption('--why <text>', 'why', readWords)
    .option('--json', 'one line of JSON instead of sentences')
    .addHelpText(
      'after',
      '\nExample: admit-one log set-aside close 7 --by "Mia Example" --why "the guest came in"\n\n“verify” lists it as settled from then on. It does not go into the database by this.',
    )
    // Of the two that know “--json” the outer one takes it, wherever it stands.
    .action((setAsideId: number, _options: unknown, close: Command) =>
      runClose(setAsideId, close.optsWithGlobals<CloseOptions>()),
    );
}

async function runSetAside(options: SetAsideOptions): Promise<void> {
  const lines = await withDatabase('replay', ({ pool }) =>
    listSetAside(pool, options.gate ?? null, options.all === true ? 'all' : 'open'),
  );
  process.stdout.write(
    options.json === true ? `${JSON.stringify(lines.map(inFields))}\n` : `${inSentences(lines)}\n`,
  );
}

async function runClose(setAsideId: number, { by: closedBy, why, json }: CloseOptions): Promise<void> {
  const { outcome } = await withDatabase('replay', ({ pool, log }) =>
    closeSetAside(pool, { setAsideId, closedBy, why, now: new Date() }, log),
  );
  if (outcome === 'not-open') {
    throw new CommandError(
      `No line of the number ${setAsideId} is set aside, or it is closed: list them again.`,
    );
  }
  process.stdout.write(
    json === true ? `${JSON.stringify({ setAsideId, outcome })}\n` : `Line number ${setAsideId} is closed.\n`,
  );
}

/** Without the line’s own text, which may name a guest. */
function inFields({ text: _text, ...line }: SetAsideLine) {
  return { ...line, why: SET_ASIDE_REASONS[line.reason], advice: SET_ASIDE_ADVICE[line.reason].words };
}

function inSentences(lines: readonly SetAsideLine[]): string {
  if (lines.length === 0) return 'No lines are set aside.';
  const closing = lines.some((line) => line.closing === null)
    ? [
        'When somebody has looked into one, and it can’t go in:\n  admit-one log set-aside close NUMBER --by NAME --why WORDS',
      ]
    : [];
  return [...lines.map(describeLine), ...closing].join('\n\n');
}

function describeLine(line: SetAsideLine): string {
  const { gateId, sequence, logId, reason, verdict, doorTime, operator, ticketPurchaseId, codeEnding } = line;
  const { words, replayOption } = SET_ASIDE_ADVICE[reason];
  const particulars = [
    ...(verdict === null ? [] : [verdict]),
    ...(ticketPurchaseId === null ? [] : [`ticket purchase ${ticketPurchaseId}`]),
    ...(codeEnding === null || codeEnding === '' ? [] : [`code …${codeEnding}`]),
    ...(operator === null || operator === '' ? [] : [`operator ${operator}`]),
  ];
  return [
    `Number ${line.setAsideId}: gate ${gateId}, line ${sequence} of log ${logId}, at the door ${doorTime === null ? 'at a time that can’t be read' : createLocalTime()(doorTime)}`,
    ...(particulars.length === 0 ? [] : [`  ${particulars.join(', ')}`]),
    `  ${SET_ASIDE_REASONS[reason]}`,
    ...(line.closing === null ? [`  What to do: ${words}`] : [`  Closed: ${plainText(line.closing)}`]),
    ...(replayOption === null || line.closing !== null
      ? []
      : [`  admit-one log replay ${replayOption}${filesOf(line)}`]),
  ].join('\n');
}

/** How the log’s files are called on the gate’s laptop and on a stick. */
function filesOf({ gateId, concertId }: SetAsideLine): string {
  return `${gateId}-concert-${concertId ?? '*'}-part-*.jsonl`;
}
