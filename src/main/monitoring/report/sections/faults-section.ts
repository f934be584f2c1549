import type { Integrity, RuleResult } from '../../integrity/integrity.ts';
import { INTEGRITY_RULES } from '../../integrity/rules.ts';
import type { ReportSection, ReportTable } from '../document.ts';

/** Every row behind a rule of the books that does not hold; nothing where all of them do. */
export function faultsSection({ rules }: Integrity): ReportSection {
  return {
    title: 'What does not hold in the books',
    statements: [],
    charts: [],
    tables: rules.filter(({ faults }) => faults.length > 0).map(faultTable),
  };
}

function faultTable({ rule, faults }: RuleResult): ReportTable {
  return {
    id: `faults-${rule}`,
    title: `Not so: “${INTEGRITY_RULES[rule].holds}”`,
    columns: [
      { heading: 'what', kind: 'text', share: 4 },
      { heading: 'ticket purchase', kind: 'id' },
      { heading: 'gate', kind: 'text', share: 0.7 },
      { heading: 'at', kind: 'time', share: 1.2 },
      { heading: 'line of log', kind: 'text', share: 2.2 },
    ],
    rows: faults.map(({ words, ticketPurchaseId, gateId, at, logLine }) => [
      words,
      ticketPurchaseId,
      gateId,
      at === null ? null : Date.parse(at),
      logLine === null ? null : `${logLine.sequence} of ${logLine.logId}`,
    ]),
  };
}
