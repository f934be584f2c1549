import { USUAL_TICKETS } from '../data.ts';
import { type PracticeExample, unknownExample } from '../examples.ts';
import { practiceNamesOf } from '../practice-people.ts';
import { practicePeopleCounts, type PracticeRole, practicePurchase } from '../practice-purchases.ts';

/** The codes of a printed sheet, each with what it should come to on freshly filled practice data. */
export type PrintedExamples = {
  /** One for each verdict that a scan can show. */
  readonly verdicts: readonly PracticeExample[];
  /** More that are admitted, to be shown in dark mode. */
  readonly darkMode: readonly PracticeExample[];
  /** More that are admitted. */
  readonly ordinary: readonly PracticeExample[];
};

const DARK_MODE = 2;
const ORDINARY = 20;

const VERDICT_OF = {
  ordinary: 'admitted',
  noted: 'admitted',
  'walk-in-sold': 'admitted',
  used: 'already-admitted',
  'walk-in-unsold': 'not-sold-yet',
  cancelled: 'cancelled',
  'other-night': 'other-concert',
} as const satisfies Record<PracticeRole, PracticeExample['verdict']>;

/**
 * The examples for paper. They come from the rules that practice data is made by, not from the database: what is printed stays
 * valid for every practice server, filled before or after.
 */
export function printedExamples(): PrintedExamples {
  const purchases = Array.from({ length: USUAL_TICKETS }, (_, index) =>
    practicePurchase(index, USUAL_TICKETS),
  );
  const names = practiceNamesOf(practicePeopleCounts(USUAL_TICKETS));
  const of = (role: PracticeRole, count: number) =>
    purchases
      .filter((purchase) => purchase.role === role)
      .slice(0, count)
      .map(({ code, holder, ticketKind, attentionNote }) => ({
        code,
        verdict: VERDICT_OF[role],
        name: holder === null ? null : (names[holder.kind][holder.id - 1] ?? null),
        ticketKind: ticketKind.ticketType,
        attentionNote,
      }));
  const [first, ...others] = of('ordinary', 1 + DARK_MODE + ORDINARY);
  return {
    verdicts: [
      ...(first === undefined ? [] : [first]),
      ...of('noted', 1),
      ...of('used', 1),
      ...of('walk-in-unsold', 1),
      ...of('cancelled', 1),
      ...of('other-night', 1),
      unknownExample(),
    ],
    darkMode: others.slice(0, DARK_MODE),
    ordinary: others.slice(DARK_MODE),
  };
}
