import type { ReportSection } from '../document.ts';
import type { ReportFacts } from '../facts.ts';
import { verdictWords } from '../report-words.ts';

/** Every attempt, for a spreadsheet: nobody reads two thousand lines, and somebody will want to count them anew. */
export function attemptsSection({ attempts }: ReportFacts): ReportSection {
  return {
    title: 'Attempts',
    statements: [],
    charts: [],
    tables: [
      {
        id: 'attempts',
        title: 'Every attempt',
        isForSpreadsheets: true,
        columns: [
          { heading: 'at the door', kind: 'time' },
          { heading: 'gate', kind: 'text' },
          { heading: 'on duty', kind: 'text' },
          { heading: 'verdict', kind: 'text' },
          { heading: 'ticket purchase', kind: 'id' },
          { heading: 'decided by', kind: 'text' },
          { heading: 'basis', kind: 'text' },
          { heading: 'words', kind: 'text' },
          { heading: 'took', kind: 'milliseconds' },
          { heading: 'retries', kind: 'number' },
          { heading: 'attempt', kind: 'text' },
        ],
        rows: attempts.map((attempt) => [
          attempt.atMs,
          attempt.gateId,
          attempt.operator,
          verdictWords(attempt.verdict),
          attempt.ticketPurchaseId,
          attempt.decidedBy === 'database' ? 'database' : 'gate on its own',
          attempt.basis,
          attempt.note,
          attempt.durationMs,
          attempt.retries,
          attempt.attemptId,
        ]),
      },
    ],
  };
}
