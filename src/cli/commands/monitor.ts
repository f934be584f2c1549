import { InvalidArgumentError, type Command } from 'commander';
import { createLocalTime } from '#shared/local-time.ts';
import type { Alert } from '#shared/night.ts';
import { keepLooking, type Look } from '#main/monitoring/night/keep-looking.ts';
import { openNightWatch } from '#main/monitoring/night/night-watch.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { CommandError } from '../explain-failure.ts';
import { readId } from '../read-id.ts';
import { openLiveScreen } from '../terminal/live-screen.ts';
import { isLiveTerminal } from '../terminal/live-terminal.ts';
import { paintFor } from '../terminal/paint.ts';
import { untilStopped } from '../until-stopped.ts';
import { type DatabaseWork, withDatabase } from '../with-database.ts';
import { describeLook, describeNight, lookAsJson, screenLines } from '../words/monitor-words.ts';
import type { NightLook } from '../words/night-words.ts';

type MonitorOptions = {
  readonly realTime?: true;
  readonly concert?: number;
  readonly every: number;
  readonly json?: true;
};

/** Quick enough for a person, and little for the server. */
const EVERY_S = 2;
const MOST_S = 3_600;

/** `admit-one monitor`. */
export function addMonitorCommand(program: Command): void {
  program
    .command('monitor')
    .description('the night as it is: scans, answers, gates, database and alerts, now or in real time')
    .option('--real-time', 'goes on looking: a screen on a terminal, lines in a pipe', undefined)
    .option('--concert <id>', 'of this concert (default: the one that is open, or opens next)', readId)
    .option('--every <seconds>', 'how often it looks with --real-time', readSeconds, EVERY_S)
    .option('--json', 'one JSON document; with --real-time one a line')
    .addHelpText(
      'after',
      '\nExamples:\n  admit-one monitor\n  admit-one monitor --real-time\n  admit-one monitor --real-time --json >> night.jsonl\n\nExit code 0 when nothing is red, 2 when a red alert goes on, 1 when it could not look. With --real-time q or Ctrl+C ends it, with 0; a database that is away is shown, and it goes on when that is back.',
    )
    .action((options: MonitorOptions) =>
      withDatabase('monitor', (given) =>
        options.realTime === true ? watchInRealTime(given, options) : lookOnce(given, options),
      ),
    );
}

async function lookOnce({ pool, database, log }: DatabaseWork, options: MonitorOptions): Promise<void> {
  const { isPractice } = database;
  const night = await openNightWatch({ pool, concertId: options.concert ?? null, log }).look();
  insistOnConcert({ outcome: 'night', night }, options);
  const text =
    options.json === true
      ? lookAsJson({ outcome: 'night', night }, isPractice)
      : describeNight(night, nightLook(isPractice), process.stdout.isTTY ? process.stdout.columns : Infinity);
  process.stdout.write(`${text}\n`);
  const isRed = night.alerts.some(({ level, endedAt }) => level === 'red' && endedAt === null);
  process.exitCode = isRed ? EXIT_CODES.wrong : EXIT_CODES.well;
}

async function watchInRealTime(
  { pool, database, log }: DatabaseWork,
  options: MonitorOptions,
): Promise<void> {
  const { isPractice } = database;
  const watch = openNightWatch({ pool, concertId: options.concert ?? null, log });
  await untilStopped(async (stopped) => {
    const quit = new AbortController();
    const signal = AbortSignal.any([stopped, quit.signal]);
    // Whoever reads has closed the pipe (head, a pager): nothing is left to do.
    process.stdout.on('error', () => quit.abort());
    const failure = Promise.withResolvers<never>();
    const presenter = presenterFor(options, isPractice, () => quit.abort());
    const onLook = (look: Look): void => {
      try {
        insistOnConcert(look, options);
        presenter.show(look);
      } catch (error) {
        failure.reject(error);
        quit.abort();
      }
    };
    // A server that hangs must not keep the terminal: whoever quits is out at once.
    const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    try {
      const looking = keepLooking({ watch, everyMs: options.every * 1_000, signal, onLook, log });
      await Promise.race([looking, ended, failure.promise]);
    } finally {
      presenter.close();
    }
  });
}

type Presenter = { readonly show: (look: Look) => void; readonly close: () => void };

function presenterFor(options: MonitorOptions, isPractice: boolean, onQuit: () => void): Presenter {
  const look = nightLook(isPractice);
  if (options.json === true) {
    return linesTo((shown) => [lookAsJson(shown, isPractice)]);
  }
  if (!isLiveTerminal(process.stdout, process.env)) {
    let before: readonly Alert[] = [];
    return linesTo((shown) => {
      const lines = describeLook(shown, before, look);
      if (shown.outcome === 'night') before = shown.night.alerts;
      return lines;
    });
  }
  const screen = openLiveScreen({ input: process.stdin, output: process.stdout, onQuit });
  return {
    show: (shown) => screen.show((size) => screenLines(shown, look, size)),
    close: screen.close,
  };
}

function linesTo(linesOf: (look: Look) => readonly string[]): Presenter {
  return {
    show: (look) => process.stdout.write(`${linesOf(look).join('\n')}\n`),
    close: () => undefined,
  };
}

function nightLook(isPractice: boolean): NightLook {
  return { paint: paintFor(process.stdout), localTime: createLocalTime(), isPractice };
}

/** A number that no concert has would be a night in which nothing ever happens. */
function insistOnConcert(look: Look, { concert }: MonitorOptions): void {
  if (concert !== undefined && look.outcome === 'night' && look.night.concert === null) {
    throw new CommandError(`There is no concert ${concert}: “admit-one concert list” shows them.`);
  }
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 1 && seconds <= MOST_S)) {
    throw new InvalidArgumentError(`It takes a number of seconds from 1 to ${MOST_S}.`);
  }
  return seconds;
}
