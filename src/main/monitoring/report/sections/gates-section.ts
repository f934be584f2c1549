import { CHART_COLOURS } from '../../charts/palette.ts';
import { lyingBars } from '../chart-shapes.ts';
import type { ReportSection } from '../document.ts';
import type { GateFigures } from '../figures/gates.ts';
import { plain } from '../document.ts';
import { counted } from '../report-words.ts';

/** A chart of more is as long as a page. */
const GATES_IN_CHART = 24;

/** What each gate did. */
export function gatesSection(gates: readonly GateFigures[]): ReportSection {
  const shown = busiest(gates);
  const names = shown.map(({ gateId }) => gateId);
  return {
    title: 'Gates',
    statements: gates.length === 0 ? [plain('No gate is known.')] : [],
    charts:
      shown.length === 0
        ? []
        : [
            {
              title: `Attempts by gate${chartNote(gates)}`,
              ...lyingBars(names, [
                { name: 'admitted', colour: CHART_COLOURS.admitted, values: shown.map(admitted) },
                {
                  name: 'refused',
                  colour: CHART_COLOURS.refused,
                  values: shown.map((gate) => gate.attempts - admitted(gate)),
                },
              ]),
            },
          ],
    tables: [
      {
        id: 'gates',
        title: 'By gate',
        columns: [
          { heading: 'gate', kind: 'text' },
          { heading: 'name', kind: 'text', share: 1.4 },
          { heading: 'on duty', kind: 'text', share: 1.8 },
          { heading: 'attempts', kind: 'number' },
          { heading: 'admitted', kind: 'number' },
          { heading: 'refused', kind: 'number' },
          { heading: 'on its own', kind: 'number' },
          { heading: 'busiest minute', kind: 'number' },
          { heading: 'program', kind: 'text' },
        ],
        rows: gates.map((gate) => [
          gate.gateId,
          gate.name,
          gate.operators.join(', '),
          gate.attempts,
          admitted(gate),
          gate.attempts - admitted(gate),
          gate.onItsOwn,
          gate.busiestMinute,
          gate.programVersion,
        ]),
      },
    ],
  };
}

/** The gates of a chart, in the order of their ids. */
export function busiest(gates: readonly GateFigures[]): readonly GateFigures[] {
  const withAttempts = gates.filter(({ attempts }) => attempts > 0);
  const most = withAttempts.toSorted((one, other) => other.attempts - one.attempts).slice(0, GATES_IN_CHART);
  return withAttempts.filter((gate) => most.includes(gate));
}

/** What a chart's title says where not every gate is in it. */
export function chartNote(gates: readonly GateFigures[]): string {
  const all = gates.filter(({ attempts }) => attempts > 0).length;
  return all > GATES_IN_CHART ? ` (the busiest ${GATES_IN_CHART} of ${counted(all, 'gate')})` : '';
}

function admitted({ verdicts }: GateFigures): number {
  return verdicts.admitted;
}
