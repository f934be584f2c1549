import type { Rehearsal, RehearsalProgress, ScenarioFigures } from '#main/rehearsal/rehearsal.ts';
import {
  counted,
  describeBooks,
  describeFindings,
  describeOutage,
  describeRemarks,
  describeVerdict,
  FIGURE_HEADINGS,
  figureCells,
} from '#main/rehearsal/words.ts';
import type { Paint } from '../terminal/paint.ts';
import { tableOf } from '../terminal/table.ts';

/** How far a scenario is, on one line. */
export function describeScans(scans: Extract<RehearsalProgress, { kind: 'scans' }>): string {
  const { scenario, answered, planned, admitted, onTheirOwn, undecided } = scans;
  return [
    `${scenario}: ${counted(Math.min(answered, planned))} of ${counted(planned)} scans`,
    `${counted(admitted)} admitted`,
    ...(onTheirOwn === 0 ? [] : [`${counted(onTheirOwn)} by gates on their own`]),
    ...(undecided === 0 ? [] : [`${counted(undecided)} amber`]),
  ].join(', ');
}

/** A scenario that is over, on one line. */
export function describeScenario(figures: ScenarioFigures): string {
  const { scenario, attempts, admitted, twice, lost, conflicts, isPassed } = figures;
  return `${scenario} ${isPassed ? 'passed' : 'failed'}: ${counted(attempts)} attempts, ${counted(admitted)} admitted, ${twice} twice, ${lost} lost, ${conflicts} ${conflicts === 1 ? 'conflict' : 'conflicts'}`;
}

/** The whole rehearsal: verdict, a table of figures, then what is worth a sentence. */
export function describeRehearsal(rehearsal: Rehearsal, paint: Paint): string {
  const { isPassed, scenarios } = rehearsal;
  const rows = scenarios.map((figures) => {
    const [name, ...cells] = figureCells(figures);
    return [`${paint.mark(levelOf(figures))} ${name}`, ...cells];
  });
  const headings = FIGURE_HEADINGS.map((heading, at) => paint.heading(at === 0 ? '' : heading));
  return [
    paint.level(isPassed ? 'green' : 'red', describeVerdict(rehearsal)),
    '',
    ...tableOf([headings, ...rows], { alignRight: headings.map((_heading, at) => at).slice(1) }),
    '',
    ...scenarios.flatMap(describeOutage),
    ...describeBooks(rehearsal),
    ...describeRemarks(rehearsal).map((remark) => `${paint.mark('amber')} ${remark}`),
    ...describeFindings(rehearsal).map((finding) => `${paint.mark('red')} ${finding}`),
  ].join('\n');
}

function levelOf({ isPassed, remarks }: ScenarioFigures): 'green' | 'amber' | 'red' {
  if (!isPassed) return 'red';
  return remarks.length > 0 ? 'amber' : 'green';
}
