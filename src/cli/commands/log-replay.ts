import type { Command } from 'commander';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { findDatabaseId } from '#main/database/database-id.ts';
import { describeDatabaseUrl } from '#main/database/database-url.ts';
import type { Finding } from '#main/emergency/log/finding.ts';
import type { LogLine } from '#main/emergency/log/log-reading.ts';
import { readLogs } from '#main/emergency/log/read-logs.ts';
import {
  type LineOutcome,
  type ReplayProgress,
  type ReplayResult,
  SET_ASIDE_REASONS,
} from '#main/emergency/replay/outcome.ts';
import { replayLines } from '#main/emergency/replay/replay-lines.ts';
import { chooseDatabase, openContext } from '../context.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { CommandError } from '../explain-failure.ts';

type ReplayCommandOptions = {
  readonly json?: true;
  readonly acceptUnverified?: true;
  readonly otherDatabase?: true;
};

/** Wider than a gate's: nobody waits at a door for this command, and the server may be slow. */
const LIMITS = { connections: 2, queue: 4, connectMs: 5_000, statementMs: 10_000 };

/** `admit-one log replay FILE...`. */
export function addLogReplayCommand(log: Command): void {
  log
    .command('replay')
    .description('puts logs into the database; again is harmless, in any order, from any laptop')
    .argument('<file...>', 'the files of one or more logs, or folders of them')
    .option('--accept-unverified', 'lets lines in that stand behind a break of their log’s chain')
    .option('--other-database', 'lets a log in that was written for another database')
    .option('--json', 'one line of JSON instead of sentences')
    .addHelpText(
      'after',
      '\nExample: admit-one log replay /media/stick\n\nExit code 0 when every line is in the database or set aside, 1 when some have to wait (run it again later) or nothing could be read, 2 when a log has a fault (“log verify” says more).',
    )
    .action(runReplay);
}

async function runReplay(files: readonly string[], options: ReplayCommandOptions): Promise<void> {
  const context = openContext();
  const readings = await readLogs(files);
  const lines = readings.flatMap((reading) => reading.lines);
  const faults = readings.flatMap(({ findings }) => findings.filter(({ isFault }) => isFault));
  for (const fault of faults) process.stderr.write(`admit-one: ${describeFault(fault)}\n`);
  if (lines.length === 0 && faults.length > 0) {
    throw new CommandError(
      'Nothing was put in, because there is no line to read. Name the folder that “Take away” wrote at each gate, or “emergency-log” in a laptop’s user data folder.',
    );
  }
  const database = await chooseDatabase(context);
  const log = context.log.named('replay');
  const pool = openSessionPool({ url: database.url, log, limits: LIMITS });
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    if (options.otherDatabase !== true) await insistOnThisDatabase(pool, lines);
    const result = await replayLines(pool, lines, {
      log,
      isUnverifiedAccepted: options.acceptUnverified === true,
      signal: stop.signal,
      onProgress: options.json === true ? ignoreProgress : showProgress,
    });
    const where = describeDatabaseUrl(database.url);
    const text =
      options.json === true
        ? JSON.stringify({ ...inNumbers(where, result), faults: faults.map(describeFault) })
        : describeResult(where, result);
    process.stdout.write(`${text}\n`);
    if (result.pending.length > 0) process.exitCode = EXIT_CODES.failed;
    else if (faults.length > 0) process.exitCode = EXIT_CODES.wrong;
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    await pool.close();
  }
}

/** A rehearsal's log in the real books would turn guests away. A log that does not say whose it is goes in as it always did. */
async function insistOnThisDatabase(pool: SessionPool, lines: readonly LogLine[]): Promise<void> {
  if (lines.every(({ databaseId }) => databaseId === null)) return;
  const here = await findDatabaseId(pool);
  const strange = lines.filter(({ databaseId }) => databaseId !== null && databaseId !== here);
  if (strange.length === 0) return;
  const files = [...new Set(strange.map(({ file }) => file))].join(', ');
  throw new CommandError(
    `Nothing was put in. What is in ${files} was decided for another database than this one: a rehearsal’s, perhaps. Leave those files out, or choose their database. If they belong into this one all the same, add --other-database.`,
  );
}

/** Not into a file or a pipe: only a person at a terminal reads it. */
function showProgress({ done, total }: ReplayProgress): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r${done} of ${total} lines ...${done === total ? '\n' : ''}`);
}

function ignoreProgress(): void {
  // With --json the document is all that anybody reads.
}

function inNumbers(database: string, { outcomes, pending, stoppedBy }: ReplayResult) {
  return {
    database,
    lines: outcomes.length + pending.length,
    inserted: countOf(outcomes, 'inserted'),
    recognised: countOf(outcomes, 'recognised'),
    conflicts: countOf(outcomes, 'conflict'),
    setAside: outcomes.flatMap((outcome) =>
      outcome.outcome === 'set-aside' ? [{ ...placeOf(outcome.line), reason: outcome.reason }] : [],
    ),
    pending: pending.length,
    stoppedBy,
  };
}

function describeResult(database: string, result: ReplayResult): string {
  const { outcomes, pending, stoppedBy } = result;
  const conflicts = countOf(outcomes, 'conflict');
  if (outcomes.length + pending.length === 0) {
    return 'Nothing has to be put in: none of these gates was ever on its own.';
  }
  return [
    `${outcomes.length + pending.length} lines for ${database}:`,
    `  ${countOf(outcomes, 'inserted')} went in.`,
    `  ${countOf(outcomes, 'recognised')} were there already.`,
    ...(conflicts === 0
      ? []
      : [
          `  ${conflicts} went in and met another admission: see “admit-one conflicts list”, and close each with a name and a reason.`,
        ]),
    ...outcomes.flatMap((outcome) =>
      outcome.outcome === 'set-aside'
        ? [`  Set aside: ${describePlace(outcome.line)}. ${SET_ASIDE_REASONS[outcome.reason]}`]
        : [],
    ),
    ...(countOf(outcomes, 'set-aside') === 0
      ? []
      : ['  What to do with what is set aside: “admit-one log set-aside”.']),
    ...(pending.length === 0
      ? []
      : [`  ${pending.length} have to wait. ${whyTheyWait(stoppedBy)} Run the same command again.`]),
  ].join('\n');
}

function whyTheyWait(stoppedBy: ReplayResult['stoppedBy']): string {
  if (stoppedBy === 'aborted') return 'You stopped it.';
  const { problem, advice } = UNDECIDED_CAUSES[stoppedBy ?? 'busy'];
  return `${problem} ${advice}`;
}

function countOf(outcomes: readonly LineOutcome[], wanted: LineOutcome['outcome']): number {
  return outcomes.filter(({ outcome }) => outcome === wanted).length;
}

function placeOf({ logId, sequence, file, lineNumber }: LogLine) {
  return { logId, sequence, file, lineNumber };
}

function describeFault({ file, lineNumber, words }: Finding): string {
  if (file !== null && words.includes(file)) return words;
  return `${file ?? 'the log'}${lineNumber === null ? '' : `, line ${lineNumber}`}: ${words}`;
}

function describePlace({ file, lineNumber }: LogLine): string {
  return `${file}, line ${lineNumber}`;
}
