import type { ConcertBooks, Integrity } from '../../integrity/integrity.ts';
import { INTEGRITY_RULES } from '../../integrity/rules.ts';
import { plain, type ReportSection, type ReportTable, type Statement } from '../document.ts';
import type { NightFigures } from '../figures/night-figures.ts';
import { percent, type ReportWords, counted } from '../report-words.ts';

/** The night on one page: who came, whether the books balance, and what does not hold. */
export function summarySection(
  figures: NightFigures,
  integrity: Integrity,
  books: ConcertBooks | null,
  words: ReportWords,
): ReportSection {
  const { times } = figures;
  const expected = books === null ? null : expectedOf(books);
  return {
    title: 'Summary',
    figures: [
      ...(books === null || expected === null
        ? []
        : [
            {
              value: words.count(books.total.admitted),
              label: `came in, ${percent(books.total.admitted, expected)} of those expected`,
            },
            { value: words.count(expected), label: 'were expected' },
            { value: words.count(books.total.notArrived), label: 'did not arrive' },
          ]),
      { value: words.count(figures.attempts), label: 'attempts' },
      ...(figures.arrivals.busiestMinute === null
        ? []
        : [
            {
              value: words.count(figures.arrivals.busiestMinute.attempts),
              label: 'attempts in the busiest minute',
            },
          ]),
      ...(times.all === null
        ? []
        : [
            {
              value: `${times.all.medianMs} ms`,
              label: `to half of the answers; 95 % within ${times.all.p95Ms} ms`,
            },
          ]),
    ],
    statements: [...balanceStatements(books, words), ...ruleStatements(integrity)],
    charts: [],
    tables: books === null ? [] : [booksTable(books)],
  };
}

/** Everybody who may come in. */
export function expectedOf({ total }: ConcertBooks): number {
  return total.sold + total.walkInsSold - total.cancelled;
}

function balanceStatements(books: ConcertBooks | null, words: ReportWords): readonly Statement[] {
  if (books === null) return [];
  const { sold, walkInsSold, cancelled, admitted, notArrived, balances } = books.total;
  const n = words.count;
  const sides =
    `sold ${n(sold)} + walk-ins sold ${n(walkInsSold)} − cancelled ${n(cancelled)} = ${n(expectedOf(books))}; ` +
    `admitted ${n(admitted)} + not arrived ${n(notArrived)} = ${n(admitted + notArrived)}`;
  return [
    balances
      ? { level: 'green', words: `The books balance: ${sides}.` }
      : { level: 'red', words: `The books do not balance: ${sides}.` },
    ...(books.admittedWithoutPurchase === 0
      ? []
      : [
          plain(
            `${counted(books.admittedWithoutPurchase, 'guest')} came in without a ticket purchase, let in by a lead: inside, and on neither side of the equation.`,
          ),
        ]),
  ];
}

function ruleStatements({ rules, settled, settledLines }: Integrity): readonly Statement[] {
  const broken = rules.filter(({ state }) => state === 'broken');
  const notLookedAt = rules.filter(({ state }) => state === 'not-looked-at');
  return [
    broken.length === 0
      ? {
          level: 'green',
          words: `All ${counted(rules.length - notLookedAt.length, 'rule')} of the books that were looked at hold.`,
        }
      : {
          level: 'red',
          words: `${counted(broken.length, 'rule')} of the books ${broken.length === 1 ? 'does' : 'do'} not hold:`,
        },
    ...broken.map(({ rule, faults }): Statement => {
      const { holds, advice } = INTEGRITY_RULES[rule];
      return { level: 'red', words: `Not so: “${holds}” (${counted(faults.length, 'time')}). ${advice}` };
    }),
    ...(notLookedAt.length === 0
      ? []
      : [
          {
            level: 'amber' as const,
            words: `${counted(notLookedAt.length, 'rule')} could not be looked at: they are about the gates’ emergency logs, and none was given (“--emergency-logs”).`,
          },
        ]),
    ...(settled.length === 0
      ? []
      : [
          plain(
            `${counted(settled.length, 'ticket purchase')} came in more than once; a person has closed each case.`,
          ),
        ]),
    ...(settledLines.length === 0
      ? []
      : [
          plain(
            `${counted(settledLines.length, 'line')} of emergency logs did not go into the database; a person has closed each case.`,
          ),
        ]),
  ];
}

function booksTable({ kinds, total }: ConcertBooks): ReportTable {
  return {
    id: 'books',
    title: 'The books, by kind of ticket',
    columns: [
      { heading: 'kind', kind: 'text', share: 2 },
      { heading: 'sold', kind: 'number' },
      { heading: 'walk-ins', kind: 'number' },
      { heading: 'walk-ins sold', kind: 'number' },
      { heading: 'cancelled', kind: 'number' },
      { heading: 'admitted', kind: 'number' },
      { heading: 'not arrived', kind: 'number' },
      { heading: 'balances', kind: 'text' },
    ],
    rows: [...kinds, { ...total, ticketKind: 'all' }].map((kind) => [
      kind.ticketKind ?? 'without a name',
      kind.sold,
      kind.walkIns,
      kind.walkInsSold,
      kind.cancelled,
      kind.admitted,
      kind.notArrived,
      kind.balances ? 'yes' : 'NO',
    ]),
  };
}
