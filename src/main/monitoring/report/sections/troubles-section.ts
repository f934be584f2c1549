import type { LogAnalysis, LogFigures } from '../../log-analysis/log-analysis.ts';
import { causeWords } from '../cause-words.ts';
import { plain, type ReportSection, type ReportTable } from '../document.ts';
import type { GateFigures } from '../figures/gates.ts';
import type { NightFigures } from '../figures/night-figures.ts';
import { counted } from '../report-words.ts';

/** Retries, deadlocks and errors: by the attempts, by what the gates say of themselves, and by their programs' logs. */
export function troublesSection(figures: NightFigures, logs: LogAnalysis | null): ReportSection {
  const { retried, retries, attempts, gates } = figures;
  return {
    title: 'Retries, deadlocks and database errors',
    statements: [
      plain(
        retried === 0
          ? `None of ${counted(attempts, 'attempt')} needed a second try.`
          : `${retried} of ${counted(attempts, 'attempt')} needed more than one try (${counted(retries, 'retry', 'retries')} in all), and the guest saw nothing of it but the time.`,
      ),
      ...(logs === null
        ? [
            plain(
              'The gates’ own logs were not given (“--logs”): what failed without reaching the database is not in here.',
            ),
          ]
        : logStatements(logs)),
    ],
    charts: [],
    tables: [gateTable(gates), ...(logs === null ? [] : [fileTable(logs), ...errorTables(logs.together)])],
  };
}

function logStatements({ files, together }: LogAnalysis): ReportSection['statements'] {
  const unread = files.filter(({ problem }) => problem !== null);
  return [
    plain(
      `The gates’ logs (${counted(files.length, 'file')}) tell of ${counted(together.deadlocks.length, 'deadlock')}, ${counted(together.lockWaits.length, 'lock wait')}, ` +
        `${counted(together.databaseErrors.length, 'other database error')} and ${counted(together.undecided.length, 'attempt')} that ended undecided.`,
    ),
    ...(together.damagedLines === 0
      ? []
      : [
          plain(
            `${counted(together.damagedLines, 'line')} of them could not be read and ${together.damagedLines === 1 ? 'is' : 'are'} left out.`,
          ),
        ]),
    ...unread.map(({ file, problem }) => ({
      level: 'amber' as const,
      words: `${baseName(file)}: ${problem ?? ''}`,
    })),
  ];
}

function gateTable(gates: readonly GateFigures[]): ReportTable {
  return {
    id: 'troubles-by-gate',
    title: 'By gate (undecided, deadlocks and lock waits as the gate counted them since its last start)',
    columns: [
      { heading: 'gate', kind: 'text' },
      { heading: 'attempts', kind: 'number' },
      { heading: 'retries', kind: 'number' },
      { heading: 'undecided', kind: 'number' },
      { heading: 'deadlocks', kind: 'number' },
      { heading: 'lock waits', kind: 'number' },
    ],
    rows: gates.map((gate) => [
      gate.gateId,
      gate.attempts,
      gate.retries,
      gate.undecided,
      gate.deadlocks,
      gate.lockWaits,
    ]),
  };
}

function fileTable({ files }: LogAnalysis): ReportTable {
  return {
    id: 'logs',
    title: 'By log file',
    columns: [
      { heading: 'file', kind: 'text', share: 1.6 },
      { heading: 'gates', kind: 'text', share: 0.8 },
      { heading: 'from', kind: 'time' },
      { heading: 'to', kind: 'time' },
      { heading: 'deadlocks', kind: 'number' },
      { heading: 'lock waits', kind: 'number' },
      { heading: 'database errors', kind: 'number' },
      { heading: 'undecided', kind: 'number' },
      { heading: 'slow answers', kind: 'number' },
      { heading: 'restarts', kind: 'number' },
    ],
    rows: files.map(({ file, gateIds, figures }) => [
      baseName(file),
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

function errorTables({ databaseErrors }: LogFigures): readonly ReportTable[] {
  if (databaseErrors.length === 0) return [];
  const kinds = Map.groupBy(
    databaseErrors,
    ({ cause, errorCode, sentence }) => `${cause}\n${errorCode ?? ''}\n${sentence}`,
  );
  const rows = [...kinds.values()]
    .toSorted((one, other) => other.length - one.length)
    .map((alike) => {
      const times = alike.map(({ at }) => Date.parse(at)).toSorted((one, other) => one - other);
      const gates = new Set(alike.flatMap(({ gateId }) => (gateId === null ? [] : [gateId])));
      const [first] = alike;
      return [
        alike.length,
        causeWords(first?.cause ?? null),
        first?.errorCode ?? null,
        first?.sentence ?? null,
        [...gates].join(', '),
        times[0] ?? null,
        times.at(-1) ?? null,
      ];
    });
  return [
    {
      id: 'database-errors',
      title: 'Database errors, by cause',
      columns: [
        { heading: 'times', kind: 'number', share: 0.5 },
        { heading: 'cause', kind: 'text', share: 2 },
        { heading: 'code', kind: 'text', share: 1.2 },
        { heading: 'what failed', kind: 'text', share: 1.6 },
        { heading: 'gates', kind: 'text' },
        { heading: 'first', kind: 'time' },
        { heading: 'last', kind: 'time' },
      ],
      rows,
    },
  ];
}

function baseName(file: string): string {
  return file.split(/[\\/]/u).slice(-3).join('/');
}
