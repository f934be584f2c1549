import { CHART_COLOURS } from '../../charts/palette.ts';
import { lines, uprightBars } from '../chart-shapes.ts';
import { plain, type ReportSection } from '../document.ts';
import type { Arrivals } from '../figures/arrivals.ts';
import { type ReportWords, counted } from '../report-words.ts';

const MINUTE_MS = 60_000;

/** When they came: admitted and refused, and how the hall filled against what was expected. */
export function arrivalsSection(
  arrivals: Arrivals,
  expected: number | null,
  words: ReportWords,
): ReportSection {
  const { steps, stepMs, busiestMinute, firstAdmittedMs, lastAdmittedMs, halfInMs, leftOut } = arrivals;
  const minutes = stepMs / MINUTE_MS;
  const per = minutes === 1 ? 'minute' : minutes < 60 ? `${minutes} minutes` : counted(minutes / 60, 'hour');
  const clocks = steps.map(({ fromMs }) => words.clock(fromMs));
  let inside = 0;
  const cumulative = steps.map(({ admitted }) => (inside += admitted));
  const statements = [
    ...(firstAdmittedMs === null || lastAdmittedMs === null || halfInMs === null
      ? [plain('Nobody was admitted.')]
      : [
          plain(
            `The first came in at ${words.time(firstAdmittedMs)}, half of them were in at ${words.time(halfInMs)}, the last at ${words.time(lastAdmittedMs)}.`,
          ),
        ]),
    ...(busiestMinute === null
      ? []
      : [
          plain(
            `The busiest minute began at ${words.clock(busiestMinute.fromMs)}: ${counted(busiestMinute.attempts, 'attempt')}, ${words.count(busiestMinute.admitted)} admitted.`,
          ),
        ]),
    ...(leftOut === 0
      ? []
      : [
          plain(
            `${counted(leftOut, 'attempt')} lie half a day or more from all the others, and are in no chart over time: a laptop’s clock was wrong, or somebody tried on another day.`,
          ),
        ]),
  ];
  return {
    title: 'Arrivals',
    statements,
    charts:
      steps.length === 0
        ? []
        : [
            {
              title: `Attempts per ${per}`,
              height: 260,
              option: uprightBars(
                clocks,
                [
                  {
                    name: 'admitted',
                    colour: CHART_COLOURS.admitted,
                    values: steps.map((step) => step.admitted),
                  },
                  {
                    name: 'refused',
                    colour: CHART_COLOURS.refused,
                    values: steps.map((step) => step.refused),
                  },
                ],
                '',
              ),
            },
            {
              title: 'Inside, against everybody who may come in',
              height: 240,
              option: lines(
                clocks,
                [{ name: 'inside', colour: CHART_COLOURS.admitted, dash: 'solid', values: cumulative }],
                '',
                expected === null ? null : { words: `expected ${words.count(expected)}`, value: expected },
              ),
            },
          ],
    tables: [
      {
        id: 'arrivals',
        title: `Arrivals per ${per}`,
        columns: [
          { heading: 'from', kind: 'time' },
          { heading: 'admitted', kind: 'number' },
          { heading: 'refused', kind: 'number' },
          { heading: 'inside', kind: 'number' },
        ],
        rows: steps.map((step, at) => [step.fromMs, step.admitted, step.refused, cumulative[at] ?? null]),
        isForSpreadsheets: true,
      },
    ],
  };
}
