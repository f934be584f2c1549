import type { LogAnalysis } from '../../log-analysis/log-analysis.ts';
import { plain, type ReportSection, type ReportTable } from '../document.ts';
import type { GateFigures } from '../figures/gates.ts';
import type { NightFigures } from '../figures/night-figures.ts';
import { counted } from '../report-words.ts';
import { logTables, shortFileName } from './log-tables.ts';

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
      plain(
        'Undecided attempts, deadlocks and lock waits are as each gate counted them since its program was last started.',
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
    tables: [gateTable(gates), ...(logs === null ? [] : logTables(logs))],
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
      words: `${shortFileName(file)}: ${problem ?? ''}`,
    })),
  ];
}

function gateTable(gates: readonly GateFigures[]): ReportTable {
  return {
    id: 'troubles-by-gate',
    title: 'By gate',
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
