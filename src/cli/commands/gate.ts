import type { Command } from 'commander';
import { UNDECIDED_MESSAGE } from '#shared/verdict.ts';
import type { Answer } from '#shared/attempt.ts';
import { withinLimit } from '#main/database/time-limit.ts';
import { openGate, type Gate } from '#main/gate/gate.ts';
import { readSearchPublicKey } from '#main/lead/pin/search-public-key.ts';
import { settingsSchema } from '#shared/settings.ts';
import { chooseDatabase, openContext } from '../context.ts';
import { CommandError } from '../explain-failure.ts';
import { readAttemptLine } from '../attempt-line.ts';
import { readLines } from '../read-lines.ts';

type GateOptions = {
  readonly gate?: string;
  readonly operator?: string;
  readonly concert?: string;
  readonly json?: true;
};

/** Longer than a look takes, however it ends. */
const FIRST_LOOK_LIMIT_MS = 10_000;

/** `admit-one gate`: a gate on standard input, the same room that the kiosk uses. */
export function addGateCommand(program: Command): void {
  program
    .command('gate')
    .description(
      'a gate without a window: one code a line on standard input, one answer a line on standard output',
    )
    .option('--gate <id>', 'which gate this is (default: the settings’ one)')
    .option('--operator <name>', 'who is on duty')
    .option('--concert <id>', 'the concert to admit to (default: the one that is open, or opens next)')
    .option('--json', 'answers as JSON, one line each')
    .addHelpText(
      'after',
      '\nExample: admit-one gate --gate G1 --json < codes.txt\n\nA line is a bare code, or {"attemptId": "<UUID v7>", "code": "..."}; answers come in the order asked.\nWithout the database the gate decides on its own, writes it into its emergency log and says so (decidedBy: emergency).\nEnds at the end of input, and on SIGTERM after the attempt in flight.',
    )
    .action(runGate);
}

async function runGate(options: GateOptions): Promise<void> {
  const context = openContext();
  const settings = settingsSchema.safeParse({
    ...context.settings,
    gate: { id: options.gate ?? context.settings.gate.id },
    operator: options.operator ?? context.settings.operator,
    concertId: options.concert === undefined ? context.settings.concertId : Number(options.concert),
  });
  if (!settings.success) {
    throw new CommandError(
      settings.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    );
  }
  const database = await chooseDatabase(context);
  const gate = openGate({
    settings: settings.data,
    databaseUrl: database.url,
    isPractice: database.isPractice,
    folder: context.folder,
    findSearchKey: () => readSearchPublicKey(context.folder, database.isPractice),
    log: context.log,
  });
  // Without a listener, a closed output would end the program with a stack instead of a sentence.
  process.stdout.on('error', () => undefined);
  try {
    await untilLooked(gate);
    await answerLines(gate, options.json === true ? (answer) => JSON.stringify(answer) : describeAnswer);
  } finally {
    await gate.close();
  }
}

/**
 * Waits until the gate has looked at its database once, well or ill: connecting belongs to opening the doors, and must not
 * use up the first guest's time.
 */
async function untilLooked(gate: Gate): Promise<void> {
  if (gate.state().connection.state !== 'connecting') return;
  const looked = new Promise<void>((resolve) => {
    gate.onStateChanged(({ connection }) => {
      if (connection.state !== 'connecting') resolve();
    });
  });
  await withinLimit('look at the database', FIRST_LOOK_LIMIT_MS, looked).catch(() => undefined);
}

/** Answers line after line until the input ends or we are told to stop; the attempt in flight is always finished. */
async function answerLines(gate: Gate, show: (answer: Answer) => string): Promise<void> {
  let isStopping = false;
  // Told twice (npm passes a signal on that the terminal has sent already) is told once.
  const stop = (): void => {
    isStopping = true;
    process.stdin.destroy();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  let lineNumber = 0;
  for await (const line of readLines(process.stdin)) {
    if (isStopping) break;
    lineNumber += 1;
    const read = readAttemptLine(line, new Date());
    if (read.ok) {
      const answer = await gate.submit(read.attempt);
      await writeLine(show(answer), () => gate.noteShown(answer.attemptId));
    } else {
      await writeLine(
        JSON.stringify({ attemptId: read.attemptId, error: `line ${lineNumber}: ${read.reason}` }),
      );
    }
  }
}

/** Writes a line; `onWritten` is called as soon as the reader has it, and never when there is none any more. */
function writeLine(text: string, onWritten?: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => {
      if (error !== null && error !== undefined) {
        return reject(new CommandError('Nobody reads the answers any more: the output was closed.'));
      }
      onWritten?.();
      resolve();
    });
  });
}

function describeAnswer(answer: Answer): string {
  // Nobody is to be misled: what was decided here is not yet known to the other gates.
  const where = answer.decidedBy === 'emergency' ? ', decided here' : '';
  const tookMs = `${Math.round(answer.durationMs)} ms${where}`;
  if (answer.verdict === 'undecided') return `undecided   ${UNDECIDED_MESSAGE} (${answer.cause}, ${tookMs})`;
  if (answer.verdict === 'unknown-code') return `unknown-code   (${answer.reason}, ${tookMs})`;
  const { holder, ticketKind, attentionNote } = answer.ticket;
  const note = attentionNote === null ? '' : `   ! ${attentionNote}`;
  return `${answer.verdict}   ${holder.name ?? holder.kind}, ${ticketKind ?? 'ticket'} (${tookMs})${note}`;
}
