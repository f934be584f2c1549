import { compareGateIds } from '#shared/gate-order.ts';
import type { Happening, LogAnalysis, LogFigures } from '../../log-analysis/log-analysis.ts';
import { causeWords } from '../cause-words.ts';
import type { ReportCell, ReportTable } from '../document.ts';

/** What the gates' own logs tell, by file and by what went wrong. */
export function logTables(logs: LogAnalysis): readonly ReportTable[] {
  return [fileTable(logs), ...errorTables(logs.together)];
}

/** The end of a path: on each laptop the file is called the same, and its folders tell which it is of. */
export function shortFileName(file: string): string {
  return file.split(/[\\/]/u).slice(-3).join('/');
}

function fileTable({ files }: LogAnalysis): ReportTable {
  return {
    id: 'logs',
    title: 'By log file',
    columns: [
      { heading: 'file', kind: 'text', share: 2.6 },
      { heading: 'gates', kind: 'text', share: 0.8 },
      { heading: 'from', kind: 'time' },
      { heading: 'to', kind: 'time' },
      { heading: 'deadlocks', kind: 'number', share: 1.1 },
      { heading: 'lock waits', kind: 'number' },
      { heading: 'other errors', kind: 'number' },
      { heading: 'undecided', kind: 'number', share: 1.2 },
      { heading: 'slow', kind: 'number', share: 0.6 },
      { heading: 'restarts', kind: 'number' },
    ],
    rows: files.map(({ file, gateIds, figures }) => [
      shortFileName(file),
      gateIds.join(', '),
      figures.from === null ? null : Date.parse(figures.from),
      figures.to === null ? null : Date.parse(figures.to),
      figures.deadlocks.length,
      figures.lockWaits.length,
      figures.databaseErrors.length,
      figures.undecided.length,
      figures.slow.length,
      figures.restarts.length,
    ]),
  };
}

/** What the logs tell of, alike things together, the most frequent first. */
function errorTables({
  databaseErrors,
  deadlocks,
  lockWaits,
  undecided,
}: LogFigures): readonly ReportTable[] {
  const told: readonly Told[] = [
    ...deadlocks.map((one) => ({
      ...one,
      cause: 'Deadlock: two gates in each other’s way',
      code: null,
      what: 'tried again',
    })),
    ...lockWaits.map((one) => ({
      ...one,
      cause: 'Waited too long for a ticket purchase',
      code: null,
      what: 'tried again',
    })),
    ...databaseErrors.map((one) => ({
      ...one,
      cause: causeWords(one.cause),
      code: one.errorCode,
      what: one.sentence,
    })),
    ...undecided.map((one) => ({
      ...one,
      cause: causeWords(one.cause),
      code: null,
      what: 'an attempt ended undecided',
    })),
  ];
  if (told.length === 0) return [];
  const kinds = Map.groupBy(told, ({ cause, code, what }) => `${cause}\n${code ?? ''}\n${what}`);
  return [
    {
      id: 'database-errors',
      title:
        'Deadlocks, lock waits and database errors, as the gates’ logs tell (times by the laptops’ clocks)',
      columns: [
        { heading: 'times', kind: 'number', share: 0.5 },
        { heading: 'cause', kind: 'text', share: 2 },
        { heading: 'code', kind: 'text', share: 1.2 },
        { heading: 'what became of it', kind: 'text', share: 1.6 },
        { heading: 'gates', kind: 'text' },
        { heading: 'first', kind: 'time' },
        { heading: 'last', kind: 'time' },
      ],
      rows: [...kinds.values()].toSorted((one, other) => other.length - one.length).map(errorRow),
    },
  ];
}

type Told = Happening & { readonly cause: string; readonly code: string | null; readonly what: string };

function errorRow(alike: readonly Told[]): readonly ReportCell[] {
  const times = alike.map(({ at }) => Date.parse(at)).toSorted((one, other) => one - other);
  const gates = new Set(alike.flatMap(({ gateId }) => (gateId === null ? [] : [gateId])));
  const [first] = alike;
  return [
    alike.length,
    first?.cause ?? null,
    first?.code ?? null,
    first?.what ?? null,
    [...gates].toSorted(compareGateIds).join(', '),
    times[0] ?? null,
    times.at(-1) ?? null,
  ];
}
