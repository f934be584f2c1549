import type { Conflict } from '#shared/conflict.ts';
import { plain, type ReportSection } from '../document.ts';
import { type ReportWords, counted } from '../report-words.ts';

/** Who was admitted more than once, and how each case ended. */
export function conflictsSection(conflicts: readonly Conflict[], words: ReportWords): ReportSection {
  const open = conflicts.filter(({ closedAt }) => closedAt === null).length;
  if (conflicts.length === 0) {
    return {
      title: 'Conflicts',
      statements: [plain('No ticket purchase was admitted more than once.')],
      charts: [],
      tables: [],
    };
  }
  return {
    title: 'Conflicts',
    statements: [
      plain(
        `${counted(conflicts.length, 'ticket purchase')} ${conflicts.length === 1 ? 'was' : 'were'} admitted more than once.`,
      ),
      open === 0
        ? { level: 'green', words: 'A person has looked at each of them and closed it.' }
        : {
            level: 'red',
            words: `${counted(open, 'conflict')} ${open === 1 ? 'is' : 'are'} still open: look at both sides, then close with a name and a reason.`,
          },
    ],
    charts: [],
    tables: [
      {
        id: 'conflicts',
        title: 'Every conflict',
        columns: [
          { heading: 'conflict', kind: 'id', share: 0.7 },
          { heading: 'guest', kind: 'text', share: 1.6 },
          { heading: 'ticket', kind: 'text' },
          { heading: 'ticket purchase', kind: 'id', share: 0.9 },
          { heading: 'admitted', kind: 'text', share: 2.6 },
          { heading: 'how it ended', kind: 'text', share: 2.6 },
        ],
        rows: conflicts.map((conflict) => [
          conflict.conflictId,
          conflict.holderName ?? 'no name',
          conflict.ticketKind,
          conflict.ticketPurchaseId,
          conflict.sides.map((side) => describeSide(side, words)).join('; '),
          conflict.closedAt === null ? 'OPEN' : (conflict.closings ?? 'closed').replaceAll('\n', '; '),
        ]),
      },
    ],
  };
}

function describeSide(
  { gateId, operator, decidedBy, doorTime }: Conflict['sides'][number],
  words: ReportWords,
): string {
  const where = `${gateId ?? 'no gate known'}${operator === '' ? '' : ` (${operator})`}`;
  const when =
    doorTime === null
      ? 'at a time that nobody kept'
      : words.wholeTime(Date.parse(doorTime.at) + (doorTime.offsetMs ?? 0));
  return `${when} ${where}${decidedBy === 'emergency' ? ', on its own' : ''}`;
}
