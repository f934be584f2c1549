import type { Command } from 'commander';
import { openSessionPool } from '#main/database/session-pool.ts';
import { SET_ASIDE_REASONS } from '#main/emergency/replay/outcome.ts';
import { listSetAside, type SetAsideLine } from '#main/emergency/replay/set-aside.ts';
import { SET_ASIDE_ADVICE } from '#main/emergency/replay/set-aside-advice.ts';
import { chooseDatabase, openContext } from '../context.ts';

type SetAsideOptions = { readonly gate?: string; readonly json?: true };

/** `admit-one log set-aside`. */
export function addLogSetAsideCommand(log: Command): void {
  log
    .command('set-aside')
    .description('lists the lines of all gates’ logs that could not go into the database, and what to do')
    .option('--gate <id>', 'of one gate only')
    .option('--json', 'one line of JSON instead of sentences')
    .addHelpText('after', '\nChanges nothing. A line that has gone in since is not listed any more.')
    .action(runSetAside);
}

async function runSetAside(options: SetAsideOptions): Promise<void> {
  const context = openContext();
  const database = await chooseDatabase(context);
  const pool = openSessionPool({ url: database.url, log: context.log.named('replay') });
  try {
    const lines = await listSetAside(pool, options.gate ?? null);
    process.stdout.write(
      options.json === true ? `${JSON.stringify(lines.map(inFields))}\n` : `${inSentences(lines)}\n`,
    );
  } finally {
    await pool.close();
  }
}

/** Without the line’s own text, which may name a guest. */
function inFields({ text: _text, ...line }: SetAsideLine) {
  return { ...line, why: SET_ASIDE_REASONS[line.reason], advice: SET_ASIDE_ADVICE[line.reason].words };
}

function inSentences(lines: readonly SetAsideLine[]): string {
  if (lines.length === 0) return 'No lines are set aside.';
  return lines.map(describeLine).join('\n\n');
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
    `Gate ${gateId}, line ${sequence} of log ${logId}, at the door ${doorTime ?? 'at a time that can’t be read'}`,
    ...(particulars.length === 0 ? [] : [`  ${particulars.join(', ')}`]),
    `  ${SET_ASIDE_REASONS[reason]}`,
    `  What to do: ${words}`,
    ...(replayOption === null ? [] : [`  admit-one log replay ${replayOption}${filesOf(line)}`]),
  ].join('\n');
}

/** How the log’s files are called on the gate’s laptop and on a stick. */
function filesOf({ gateId, concertId }: SetAsideLine): string {
  return `${gateId}-concert-${concertId ?? '*'}-part-*.jsonl`;
}
