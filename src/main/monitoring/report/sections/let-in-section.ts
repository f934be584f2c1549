import { plain, type ReportSection } from '../document.ts';
import type { LetIn } from '../figures/night-figures.ts';
import { holderWords, counted } from '../report-words.ts';

/** Whom a lead let in where the rules could not, and why. */
export function letInSection(letIn: readonly LetIn[]): ReportSection {
  return {
    title: 'Let in by a person',
    statements: [
      plain(
        letIn.length === 0
          ? 'The rules decided about everybody.'
          : `${counted(letIn.length, 'guest')} came in by a lead’s word, with the PIN.`,
      ),
    ],
    charts: [],
    tables:
      letIn.length === 0
        ? []
        : [
            {
              id: 'let-in',
              title: 'Every one of them',
              columns: [
                { heading: 'at', kind: 'time' },
                { heading: 'gate', kind: 'text', share: 0.6 },
                { heading: 'on duty', kind: 'text' },
                { heading: 'how', kind: 'text' },
                { heading: 'guest', kind: 'text', share: 1.5 },
                { heading: 'ticket purchase', kind: 'id', share: 0.9 },
                { heading: 'words', kind: 'text', share: 2.6 },
              ],
              rows: letIn.map(({ atMs, gateId, operator, basis, holder, ticketPurchaseId, note }) => [
                atMs,
                gateId,
                operator,
                basis === 'lead' ? 'scanned' : 'written by hand',
                holderWords(holder),
                ticketPurchaseId,
                note,
              ]),
            },
          ],
  };
}
