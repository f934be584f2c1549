import { classifyFailure } from '#main/database/failures.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import type { Account } from './account.ts';
import { burst } from './burst.ts';
import type { Cable } from './cable.ts';
import { figuresOf, pointsOf } from './figures.ts';
import { type GateCounters, mayHaveMetLocks, readGateCounters } from './gate-counters.ts';
import { outage } from './outage.ts';
import { type Play, PLAIN_OUTCOME, type PlayOutcome } from './play.ts';
import type { AnswerPoint, ScenarioFigures } from './rehearsal.ts';
import { rush } from './rush.ts';
import { sameCode } from './same-code.ts';
import type { Scenario } from './scenarios.ts';
import type { Stage } from './stage.ts';

/** What one scenario came to, and the account after it. */
export type PlayedScenario = {
  readonly figures: ScenarioFigures;
  readonly points: readonly AnswerPoint[];
  readonly account: Account;
  readonly counters: GateCounters;
};

/** Makes a scenario ready: it takes its codes. */
export function prepare(
  scenario: Scenario,
  stage: Stage,
  count: number,
  means: { readonly cable: Cable; readonly step: (words: string) => void },
): Play {
  switch (scenario) {
    case 'same-code':
      return sameCode(stage, count);
    case 'rush':
      return rush(stage, count);
    case 'burst':
      return burst(stage, count);
    case 'outage':
      return outage(stage, count, means);
  }
}

/**
 * Plays it and settles the account. What stops it (a gate that dies again and again, a line that does not go in) is a finding.
 * @throws what the driver does when the database is away, and the signal's reason.
 */
export async function playScenario(
  { play }: Play,
  given: {
    readonly scenario: Scenario;
    readonly stage: Stage;
    readonly pool: SessionPool;
    /** The account so far, and what the gates had counted. */
    readonly before: { readonly account: Account; readonly counters: GateCounters };
    readonly signal: AbortSignal;
  },
): Promise<PlayedScenario> {
  const { scenario, stage, pool, before, signal } = given;
  const startedAt = new Date();
  const findings: string[] = [];
  const note = (error: unknown): void => {
    signal.throwIfAborted();
    if (!(error instanceof Error) || classifyFailure(error).cause !== 'unexpected') throw error;
    findings.push(error.message);
  };

  const outcome = await play().catch((error: unknown): PlayOutcome => {
    note(error);
    return PLAIN_OUTCOME;
  });
  const answers = stage.takeAnswers();
  const settling = stage.settle().catch(async (error: unknown) => {
    note(error);
    return stage.settleAsItIs();
  });
  const counting = mayHaveMetLocks(answers)
    ? readGateCounters(pool, stage.answered(), signal)
    : before.counters;
  const [account, counters] = await Promise.all([settling, counting]);
  const figures = figuresOf({
    scenario,
    startedAt,
    tookMs: answers.at(-1)?.atMs ?? 0,
    answers,
    accounts: { before: before.account, after: account },
    counters: {
      deadlocks: counters.deadlocks - before.counters.deadlocks,
      lockWaits: counters.lockWaits - before.counters.lockWaits,
    },
    outage: outcome.outage,
    findings: [...outcome.findings, ...findings],
  });
  return { figures, points: pointsOf(answers), account, counters };
}
