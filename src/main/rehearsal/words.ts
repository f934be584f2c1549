import type { Rehearsal, ScenarioFigures } from './rehearsal.ts';
import type { Scenario } from './scenarios.ts';

/** What each scenario does. */
export const SCENARIO_WORDS: Readonly<Record<Scenario, string>> = {
  'same-code': 'one code at all gates at the same instant, again and again',
  rush: 'all tickets, spread over the gates',
  burst: 'each gate as fast as it goes, copies mixed in',
  outage: 'the cable to the server is pulled in the middle, and plugged in again',
};

/** The table of figures: its headings, and a row of cells for a scenario. The first cell is its name. */
export const FIGURE_HEADINGS = [
  'scenario',
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
] as const;

export function figureCells(figures: ScenarioFigures): readonly [string, ...string[]] {
  const { scenario, times } = figures;
  return [
    scenario,
    counted(figures.attempts),
    counted(figures.admitted),
    counted(figures.twice),
    counted(figures.lost),
    counted(figures.conflicts),
    counted(figures.retries),
    counted(figures.deadlocks),
    inMs(times?.medianMs),
    inMs(times?.p95Ms),
    inMs(times?.p99Ms),
    figures.attemptsPerSecond.toFixed(0),
  ];
}

/** The verdict in a sentence. */
export function describeVerdict({ isPassed, gates, tickets, server, database }: Rehearsal): string {
  return `The rehearsal ${isPassed ? 'passed' : 'failed'}: ${counted(gates)} gates, ${counted(tickets)} tickets, ${server} (${database}).`;
}

/** All that is wrong, in sentences. */
export function describeFindings({ scenarios, findings }: Rehearsal): readonly string[] {
  return [
    ...scenarios.flatMap((figures) => figures.findings.map((finding) => `${figures.scenario}: ${finding}`)),
    ...findings,
  ];
}

/** What is not wrong and worth knowing, in sentences. */
export function describeRemarks({ scenarios }: Rehearsal): readonly string[] {
  return scenarios.flatMap(({ scenario, remarks }) => remarks.map((remark) => `${scenario}: ${remark}`));
}

/** What the outage came to, in sentences; nothing for the other scenarios. */
export function describeOutage({ outage, onTheirOwn }: ScenarioFigures): readonly string[] {
  if (outage === null) return [];
  const { cutOffMs, onlineAfterMs, lines, copies } = outage;
  return [
    `The cable was out for ${inSeconds(cutOffMs)}. The gates decided ${counted(onTheirOwn)} ${onTheirOwn === 1 ? 'attempt' : 'attempts'} on their own and were online again ${inSeconds(onlineAfterMs)} after the plug. All of their emergency logs went in (${counted(lines)} ${lines === 1 ? 'line' : 'lines'}).`,
    copies === 1
      ? '1 ticket was copied and shown at two gates that were cut off: it must be a conflict.'
      : `${counted(copies)} tickets were copied and shown at two gates that were cut off: each must be a conflict.`,
  ];
}

/** The equation of the books, in a sentence. */
export function describeBooks({ books }: Rehearsal): readonly string[] {
  if (books === null) return [];
  const { sold, walkInsSold, cancelled, admitted, notArrived, balances } = books;
  return [
    `The books ${balances ? 'balance' : 'do not balance'}: sold ${counted(sold)} + walk-ins sold ${counted(walkInsSold)} - cancelled ${counted(cancelled)} ${balances ? '=' : '≠'} admitted ${counted(admitted)} + not arrived ${counted(notArrived)}.`,
  ];
}

/** A number with its thousands apart. */
export function counted(number: number): string {
  return number.toLocaleString('en-GB');
}

function inMs(ms: number | undefined): string {
  if (ms === undefined) return '-';
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

function inSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
