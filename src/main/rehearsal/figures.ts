import type { ResponseTimes } from '#shared/night.ts';
import { timesOf } from '#main/monitoring/report/figures/response-times.ts';
import type { Account } from './account.ts';
import type { GateCounters } from './gate-counters.ts';
import type { RaceAnswer } from './race.ts';
import type { AnswerPoint, OutageFigures, ScenarioFigures } from './rehearsal.ts';
import type { Scenario } from './scenarios.ts';

/** An answer, and when it was given since the scenario's first scan. */
export type TimedAnswer = RaceAnswer & { readonly atMs: number };

/** All that is known of a scenario when it is over. */
export type ScenarioFacts = {
  readonly scenario: Scenario;
  readonly startedAt: Date;
  readonly tookMs: number;
  readonly answers: readonly TimedAnswer[];
  /** The accounts of the whole rehearsal before it and after it: both hold everything so far. */
  readonly accounts: { readonly before: Account; readonly after: Account };
  readonly counters: Pick<GateCounters, 'deadlocks' | 'lockWaits'>;
  readonly outage: OutageFigures | null;
  /** What the scenario itself found wrong, beside the account. */
  readonly findings: readonly string[];
};

/** Sums a scenario up. */
export function figuresOf(facts: ScenarioFacts): ScenarioFigures {
  const { accounts, answers, outage, tookMs } = facts;
  const { before, after } = accounts;
  const known = new Set(before.findings);
  const findings = [...facts.findings, ...after.findings.filter((finding) => !known.has(finding))];
  const onTheirOwn = answers.filter(isOnItsOwn).length;
  const undecided = answers.filter(({ answer }) => answer.verdict === 'undecided');
  return {
    scenario: facts.scenario,
    isPassed: findings.length === 0,
    startedAt: facts.startedAt.toISOString(),
    tookMs: Math.round(tookMs),
    attempts: answers.length,
    admitted: after.admitted - before.admitted,
    twice: after.doubled - before.doubled,
    lost: after.lost - before.lost,
    conflicts: after.conflicts - before.conflicts,
    undecided: undecided.length,
    onTheirOwn,
    retries: answers.reduce((sum, { answer }) => sum + answer.retries, 0),
    ...facts.counters,
    times: rounded(timesOf(answers.map(({ answer }) => answer))),
    attemptsPerSecond: tookMs === 0 ? 0 : toTenths((answers.length / tookMs) * 1_000),
    outage,
    findings,
    remarks: [
      ...(undecided.length === 0 ? [] : [describeAmber(undecided)]),
      ...(onTheirOwn === 0 || outage !== null
        ? []
        : [
            `${onTheirOwn} attempts were decided by gates on their own although no cable was pulled: the database, or this computer, answered too slowly.`,
          ]),
    ],
  };
}

/** Tenths are what a person reads, and more than two runs agree on. */
function toTenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function rounded(times: ResponseTimes): ResponseTimes {
  if (times === null) return null;
  const { answers, medianMs, p95Ms, p99Ms, maxMs } = times;
  return {
    answers,
    medianMs: toTenths(medianMs),
    p95Ms: toTenths(p95Ms),
    p99Ms: toTenths(p99Ms),
    maxMs: toTenths(maxMs),
  };
}

function describeAmber(undecided: readonly TimedAnswer[]): string {
  const causes = new Set(undecided.map(({ answer }) => answer.cause ?? 'no cause'));
  return `${undecided.length} screens were amber, and the code was scanned again (${[...causes].join(', ')}).`;
}

/** What a chart needs of the answers. */
export function pointsOf(answers: readonly TimedAnswer[]): readonly AnswerPoint[] {
  return answers.map((shown) => ({
    atMs: shown.atMs,
    durationMs: shown.answer.durationMs,
    isOnItsOwn: isOnItsOwn(shown),
  }));
}

function isOnItsOwn({ answer }: RaceAnswer): boolean {
  return answer.decidedBy === 'emergency';
}
