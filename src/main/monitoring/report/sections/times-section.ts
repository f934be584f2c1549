import type { ResponseTimes } from '#shared/night.ts';
import { CHART_COLOURS } from '../../charts/palette.ts';
import { lines, lyingBars, uprightBars } from '../chart-shapes.ts';
import { plain, type ReportCell, type ReportSection } from '../document.ts';
import type { GateFigures } from '../figures/gates.ts';
import { CLASS_ENDS_MS, type TimeFigures } from '../figures/response-times.ts';
import { type ReportWords, counted } from '../report-words.ts';
import { busiest, chartNote } from './gates-section.ts';

/** How long guests waited for an answer. */
export function timesSection(
  times: TimeFigures,
  gates: readonly GateFigures[],
  words: ReportWords,
): ReportSection {
  const { all, steps } = times;
  if (all === null) {
    return { title: 'Response times', statements: [plain('Nobody was answered.')], charts: [], tables: [] };
  }
  const shown = busiest(gates);
  return {
    title: 'Response times',
    statements: [
      plain(
        `From the code’s arrival to the answer: half of ${counted(all.answers, 'answer')} within ${all.medianMs} ms, 95 % within ${all.p95Ms} ms, 99 % within ${all.p99Ms} ms; the slowest took ${all.maxMs} ms.`,
      ),
    ],
    charts: [
      {
        title: 'Answers by how long they took (milliseconds)',
        height: 230,
        option: uprightBars(
          classWords(),
          [{ name: 'answers', colour: CHART_COLOURS.first, values: times.classes }],
          '',
        ),
      },
      {
        title: 'Over the night (milliseconds)',
        height: 230,
        option: lines(
          steps.map(({ fromMs }) => words.clock(fromMs)),
          [
            {
              name: 'median',
              colour: CHART_COLOURS.first,
              dash: 'solid',
              values: steps.map((step) => step.times?.medianMs ?? null),
            },
            {
              name: '95 % within',
              colour: CHART_COLOURS.refused,
              dash: 'dashed',
              values: steps.map((step) => step.times?.p95Ms ?? null),
            },
          ],
          '',
        ),
      },
      {
        title: `By gate (milliseconds)${chartNote(gates)}`,
        ...lyingBars(
          shown.map(({ gateId }) => gateId),
          [
            {
              name: 'median',
              colour: CHART_COLOURS.first,
              values: shown.map((gate) => gate.times?.medianMs ?? 0),
            },
            {
              name: '95 % within',
              colour: CHART_COLOURS.refused,
              values: shown.map((gate) => gate.times?.p95Ms ?? 0),
            },
          ],
          'side-by-side',
        ),
      },
    ],
    tables: [
      {
        id: 'response-times',
        title: 'Response times',
        columns: [
          { heading: 'answers of', kind: 'text', share: 2 },
          { heading: 'answers', kind: 'number' },
          { heading: 'median', kind: 'milliseconds' },
          { heading: '95 %', kind: 'milliseconds' },
          { heading: '99 %', kind: 'milliseconds' },
          { heading: 'slowest', kind: 'milliseconds' },
        ],
        rows: [
          row('all gates', all),
          row('the database', times.byDatabase),
          row('gates on their own', times.byGateItself),
          ...gates.filter((gate) => gate.times !== null).map((gate) => row(gate.gateId, gate.times)),
        ],
      },
    ],
  };
}

function row(what: string, times: ResponseTimes): readonly ReportCell[] {
  return times === null
    ? [what, 0, null, null, null, null]
    : [what, times.answers, times.medianMs, times.p95Ms, times.p99Ms, times.maxMs];
}

function classWords(): readonly string[] {
  return [...CLASS_ENDS_MS.map((end, at) => (at === 0 ? `under ${end}` : `to ${end}`)), 'more'];
}
