import type {
  AnswerTimes,
  Rehearsal,
  RehearsalProgress,
  ScenarioFigures,
} from '#main/rehearsal/rehearsal.ts';
import type { Scenario } from '#main/rehearsal/scenarios.ts';
import type { Paint } from '../terminal/paint.ts';
import { tableOf } from '../terminal/table.ts';

/** What each scenario does, for the help and for the terminal. */
export const SCENARIO_WORDS: Readonly<Record<Scenario, string>> = {
  'same-code': 'one code at all gates at the same instant, again and again',
  rush: 'all tickets, spread over the gates',
  burst: 'each gate as fast as it goes, copies mixed in',
  outage: 'the cable to the server is pulled in the middle, and plugged in again',
};

const HEADINGS = [
  '',
  'attempts',
  'admitted',
  'twice',
  'lost',
  'conflicts',
  'retries',
  'deadlocks',
  'median',
  'p95',
  'p99',
  'a second',
];

/** How far a scenario is, on one line. */
export function describeScans(scans: Extract<RehearsalProgress, { kind: 'scans' }>): string {
  const { scenario, answered, planned, admitted, onTheirOwn, undecided } = scans;
  return [
    `${scenario}: ${count(Math.min(answered, planned))} of ${count(planned)} scans`,
    `${count(admitted)} admitted`,
    ...(onTheirOwn === 0 ? [] : [`${count(onTheirOwn)} by gates on their own`]),
    ...(undecided === 0 ? [] : [`${count(undecided)} amber`]),
  ].join(', ');
}

/** A scenario that is over, on one line. */
export function describeScenario(figures: ScenarioFigures): string {
  const { scenario, attempts, admitted, twice, lost, conflicts, isPassed } = figures;
  return `${scenario} ${isPassed ? 'passed' : 'failed'}: ${count(attempts)} attempts, ${count(admitted)} admitted, ${twice} twice, ${lost} lost, ${conflicts} conflicts`;
}

/** The whole rehearsal: verdict, a table of figures, then what is worth a sentence. */
export function describeRehearsal(rehearsal: Rehearsal, paint: Paint): string {
  const { isPassed, gates, tickets, server, database, scenarios, findings } = rehearsal;
  const rows = scenarios.map((figures) => rowOf(figures, paint));
  const wrong = [
    ...scenarios.flatMap((figures) => figures.findings.map((finding) => `${figures.scenario}: ${finding}`)),
    ...findings,
  ];
  return [
    paint.level(
      isPassed ? 'green' : 'red',
      `The rehearsal ${isPassed ? 'passed' : 'failed'}: ${gates} gates, ${count(tickets)} tickets, ${server} (${database}).`,
    ),
    '',
    ...tableOf([HEADINGS, ...rows], { alignRight: HEADINGS.map((_heading, at) => at).slice(1) }),
    '',
    ...scenarios.flatMap((figures) => describeOutage(figures)),
    ...scenarios.flatMap(({ scenario, remarks }) =>
      remarks.map((remark) => `${paint.mark('amber')} ${scenario}: ${remark}`),
    ),
    ...wrong.map((finding) => `${paint.mark('red')} ${finding}`),
  ].join('\n');
}

function rowOf(figures: ScenarioFigures, paint: Paint): string[] {
  const { scenario, isPassed, remarks, times } = figures;
  const level = !isPassed ? 'red' : remarks.length > 0 ? 'amber' : 'green';
  return [
    `${paint.mark(level)} ${scenario}`,
    count(figures.attempts),
    count(figures.admitted),
    count(figures.twice),
    count(figures.lost),
    count(figures.conflicts),
    count(figures.retries),
    count(figures.deadlocks),
    inMs(times?.medianMs),
    inMs(times?.p95Ms),
    inMs(times?.p99Ms),
    figures.attemptsPerSecond.toFixed(0),
  ];
}

function describeOutage({ outage, onTheirOwn }: ScenarioFigures): readonly string[] {
  if (outage === null) return [];
  const { cutOffMs, onlineAfterMs, lines, copies } = outage;
  return [
    `  The cable was out for ${inSeconds(cutOffMs)}; the gates decided ${count(onTheirOwn)} attempts on their own, were online again ${inSeconds(onlineAfterMs)} after the plug, and all ${count(lines)} lines of their emergency logs went in.`,
    `  ${count(copies)} tickets were copied and shown at two gates that were cut off: these are the conflicts.`,
  ];
}

/** A time as a table shows it. */
export function inMs(ms: AnswerTimes['medianMs'] | undefined): string {
  return ms === undefined ? '-' : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

function inSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function count(number: number): string {
  return number.toLocaleString('en-GB');
}
