import { CHART_COLOURS } from '../../charts/palette.ts';
import { lyingBars } from '../chart-shapes.ts';
import { plain, type ReportSection, type ReportTable } from '../document.ts';
import type { GateFigures } from '../figures/gates.ts';
import type { NightFigures } from '../figures/night-figures.ts';
import {
  percent,
  REFUSAL_MEANINGS,
  REFUSAL_VERDICTS,
  type ReportWords,
  counted,
  verdictWords,
} from '../report-words.ts';

/** What attempts came to, and why guests were refused. */
export function verdictsSection(figures: NightFigures, words: ReportWords): ReportSection {
  const { attempts, verdicts, unknownCodes, gates } = figures;
  const refused = attempts - verdicts.admitted;
  const met = REFUSAL_VERDICTS.filter((verdict) => verdicts[verdict] > 0);
  return {
    title: 'Verdicts and refusals',
    statements: [
      plain(
        attempts === 0
          ? 'Nobody tried to come in.'
          : `${counted(attempts, 'attempt')}: ${words.count(verdicts.admitted)} admitted, ${words.count(refused)} refused (${percent(refused, attempts) || '0 %'}).`,
      ),
      ...(unknownCodes.different === 0
        ? []
        : [
            plain(
              `${counted(unknownCodes.different, 'different code')} that no ticket has; ${words.count(unknownCodes.again.length)} of them came more than once.`,
            ),
          ]),
    ],
    charts:
      met.length === 0
        ? []
        : [
            {
              title: 'Refusals by reason',
              ...lyingBars(met.map(verdictWords), [
                {
                  name: 'refused',
                  colour: CHART_COLOURS.refused,
                  values: met.map((verdict) => verdicts[verdict]),
                },
              ]),
            },
          ],
    tables: [
      {
        id: 'verdicts',
        title: 'By verdict',
        columns: [
          { heading: 'verdict', kind: 'text' },
          { heading: 'attempts', kind: 'number', share: 0.6 },
          { heading: 'share', kind: 'text', share: 0.5 },
          { heading: 'means', kind: 'text', share: 3 },
        ],
        rows: [
          ['admitted', verdicts.admitted, percent(verdicts.admitted, attempts), 'Let in.'],
          ...REFUSAL_VERDICTS.map((verdict) => [
            verdictWords(verdict),
            verdicts[verdict],
            percent(verdicts[verdict], attempts),
            REFUSAL_MEANINGS[verdict],
          ]),
        ],
      },
      refusalsByGate(gates),
      ...(unknownCodes.again.length === 0
        ? []
        : [
            {
              id: 'unknown-codes',
              title: 'Unknown codes that came more than once',
              columns: [
                { heading: 'number', kind: 'number', share: 0.6 },
                { heading: 'attempts', kind: 'number', share: 0.6 },
                { heading: 'gates', kind: 'text', share: 2 },
                { heading: 'first', kind: 'time' },
                { heading: 'last', kind: 'time' },
              ] as const,
              rows: unknownCodes.again.map((code, at) => [
                at + 1,
                code.attempts,
                code.gateIds.join(', '),
                code.firstMs,
                code.lastMs,
              ]),
            },
          ]),
    ],
  };
}

function refusalsByGate(gates: readonly GateFigures[]): ReportTable {
  return {
    id: 'refusals-by-gate',
    title: 'Refusals by gate',
    columns: [
      { heading: 'gate', kind: 'text' },
      ...REFUSAL_VERDICTS.map((verdict) => ({ heading: verdictWords(verdict), kind: 'number' }) as const),
    ],
    rows: gates
      .filter(({ attempts }) => attempts > 0)
      .map(({ gateId, verdicts }) => [gateId, ...REFUSAL_VERDICTS.map((verdict) => verdicts[verdict])]),
  };
}
