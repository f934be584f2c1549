import { formatSpan } from '#shared/span.ts';
import { causeWords } from '../cause-words.ts';
import { spansOverTime } from '../chart-spans.ts';
import { plain, type ReportSection } from '../document.ts';
import type { ReportOutage } from '../facts.ts';
import type { Arrivals } from '../figures/arrivals.ts';
import { type ReportWords, counted } from '../report-words.ts';

/** When gates were on their own, how long, and how many came in meanwhile. */
export function outagesSection(
  outages: readonly ReportOutage[],
  { steps, stepMs }: Arrivals,
  words: ReportWords,
): ReportSection {
  if (outages.length === 0) {
    return { title: 'Outages', statements: [plain('No gate was on its own.')], charts: [], tables: [] };
  }
  const gates = new Set(outages.map(({ gateId }) => gateId)).size;
  const sum = (part: (outage: ReportOutage) => number) => outages.reduce((all, each) => all + part(each), 0);
  const longest = Math.max(...outages.map(lengthOf));
  return {
    title: 'Outages',
    statements: [
      plain(
        `${counted(gates, 'gate')} ${gates === 1 ? 'was' : 'were'} on ${gates === 1 ? 'its' : 'their'} own, ${counted(outages.length, 'time')} in all, ${formatSpan(longest)} at the longest. ` +
          `Meanwhile ${words.count(sum(({ decided }) => decided))} attempts were decided from the laptops’ snapshots, and ${words.count(sum(({ admitted }) => admitted))} guests let in.`,
      ),
    ],
    charts: [
      {
        title: 'When gates were on their own',
        height: 70 + gates * 24,
        option: spansOverTime(
          outages.map(({ gateId, beganAt, endedAt }) => ({
            row: gateId,
            fromMs: beganAt.getTime(),
            toMs: endedAt.getTime(),
          })),
          {
            clock: words.clock,
            fromMs: steps[0]?.fromMs ?? Number.POSITIVE_INFINITY,
            toMs: (steps.at(-1)?.fromMs ?? Number.NEGATIVE_INFINITY) + stepMs,
          },
        ),
      },
    ],
    tables: [
      {
        id: 'outages',
        title: 'Every outage',
        columns: [
          { heading: 'gate', kind: 'text', share: 0.6 },
          { heading: 'from', kind: 'time' },
          { heading: 'to', kind: 'time' },
          { heading: 'length', kind: 'span' },
          { heading: 'decided', kind: 'number', share: 0.7 },
          { heading: 'admitted', kind: 'number', share: 0.7 },
          { heading: 'first cause', kind: 'text', share: 3 },
        ],
        rows: outages.map((outage) => [
          outage.gateId,
          outage.beganAt.getTime(),
          outage.endedAt.getTime(),
          lengthOf(outage),
          outage.decided,
          outage.admitted,
          causeWords(outage.cause),
        ]),
      },
    ],
  };
}

function lengthOf({ beganAt, endedAt }: ReportOutage): number {
  return endedAt.getTime() - beganAt.getTime();
}
