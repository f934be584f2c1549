import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import { busiestMinutes } from '#main/monitoring/log-analysis/busiest-minutes.ts';
import type { LogAnalysis, LogFigures } from '#main/monitoring/log-analysis/log-analysis.ts';
import { plainText } from '../terminal/plain-text.ts';
import { tableOf } from '../terminal/table.ts';
import {
  describeErrors,
  describeOutage,
  kindsOf,
  type LogAnalysisLook,
  whenWhere,
} from './log-failure-words.ts';

/** What the program's own logs tell, in words for a terminal. */

/** More of a kind than a person reads; `--json` has all of them. */
const MOST_ROWS = 10;
const BUSIEST = 3;

/** All of it, line by line: the files side by side, then everything together. */
export function logAnalysisLines(analysis: LogAnalysis, look: LogAnalysisLook): readonly string[] {
  const { files, together } = analysis;
  return [
    ...tableOf(
      [
        [
          'file',
          'gates',
          'lines',
          'damaged',
          'deadlocks',
          'lock waits',
          'errors',
          'outages',
          'undecided',
          'slow',
          'restarts',
        ],
        ...files.map(({ file, gateIds, figures }) => [
          plainText(lastOf(file)),
          gateIds.join(', '),
          ...[
            figures.lines,
            figures.damagedLines,
            figures.deadlocks.length,
            figures.lockWaits.length,
            figures.databaseErrors.length,
            figures.outages.length,
            figures.undecided.length,
            figures.slow.length,
            figures.restarts.length,
          ].map(String),
        ]),
      ],
      { alignRight: [2, 3, 4, 5, 6, 7, 8, 9, 10] },
    ),
    ...files.flatMap(({ file, problem }) =>
      problem === null ? [] : [`${look.paint.mark('amber')} ${plainText(lastOf(file))}: ${problem}`],
    ),
    '',
    ...figureLines(together, look),
  ];
}

function figureLines(figures: LogFigures, look: LogAnalysisLook): readonly string[] {
  const { localTime, paint } = look;
  const { from, to, damagedLines } = figures;
  // Where nothing was read, nothing was found to be none.
  if (from === null || to === null) return ['No line could be read.'];
  return [
    `From ${localTime(from)} to ${localTime(to)}, by the laptops’ clocks.`,
    ...(damagedLines === 0 ? [] : [`${damagedLines} damaged lines were left out.`]),
    ...patternLines(figures, look),
    ...section('Deadlocks', figures.deadlocks, look, ({ at, gateId }) => whenWhere(at, gateId, look)),
    ...section('Lock waits', figures.lockWaits, look, ({ at, gateId }) => whenWhere(at, gateId, look)),
    ...section('Kinds of database errors', kindsOf(figures.databaseErrors), look, (own) =>
      describeErrors(own, look),
    ),
    ...section('Outages', figures.outages, look, (outage) => describeOutage(outage, look)),
    ...section(
      'Attempts answered “undecided”',
      figures.undecided,
      look,
      ({ at, gateId, cause }) => `${whenWhere(at, gateId, look)}: ${UNDECIDED_CAUSES[cause].problem}`,
    ),
    ...section(
      'Slow answers',
      figures.slow,
      look,
      ({ at, gateId, durationMs }) => `${whenWhere(at, gateId, look)}: ${durationMs} ms`,
    ),
    ...section(
      'Starts, crashes and hangs',
      figures.restarts,
      look,
      ({ at, gateId, what }) => `${whenWhere(at, gateId, look)}: ${what}`,
    ),
    ...section(
      'Refused',
      figures.refusals,
      look,
      ({ at, gateId, what }) => `${whenWhere(at, gateId, look)}: ${plainText(what)}`,
    ),
    ...section(
      'Other warnings and errors',
      figures.otherTroubles,
      look,
      ({ sentence, level, count, firstAt, lastAt }) =>
        [
          paint.mark(level === 'error' ? 'red' : 'amber'),
          `${count} ×`,
          plainText(sentence),
          paint.faint(
            firstAt === lastAt ? localTime(firstAt) : `${localTime(firstAt)} to ${localTime(lastAt)}`,
          ),
        ].join(' '),
    ),
  ];
}

function patternLines(figures: LogFigures, { localTime }: LogAnalysisLook): readonly string[] {
  const sum = (column: 'attempts' | 'admitted' | 'refused' | 'decidedHere' | 'retries'): number =>
    figures.minutes.reduce((total, minute) => total + minute[column], 0);
  if (figures.minutes.length === 0) return ['The gates logged no attempts.'];
  const busiest = busiestMinutes(figures.minutes)
    .slice(0, BUSIEST)
    .map(
      ({ minute, attempts, gates }) =>
        `${localTime(minute)} (${attempts} at ${gates} ${gates === 1 ? 'gate' : 'gates'})`,
    );
  return [
    `${sum('attempts')} attempts: ${sum('admitted')} admitted, ${sum('refused')} refused, ${sum('decidedHere')} without the database, ${sum('retries')} retries.`,
    ...(figures.malformed.length === 0
      ? []
      : [
          `${figures.malformed.length} of them were codes that no ticket can have; the database does not know of those.`,
        ]),
    `Busiest minutes: ${busiest.join(', ')}.`,
  ];
}

function section<Item>(
  title: string,
  items: readonly Item[],
  { paint }: LogAnalysisLook,
  describe: (item: Item) => string,
): readonly string[] {
  if (items.length === 0) return [`${paint.mark('green')} ${title}: none`];
  const left = items.length - MOST_ROWS;
  return [
    `${paint.heading(title)}: ${items.length}`,
    ...items.slice(0, MOST_ROWS).map((item) => `    ${describe(item)}`),
    ...(left > 0 ? [`    and ${left} more: --json lists them all`] : []),
  ];
}

/** A laptop's file is called as every other laptop's: its folder says whose it is. */
function lastOf(file: string): string {
  return file.split(/[\\/]/u).slice(-3).join('/');
}
