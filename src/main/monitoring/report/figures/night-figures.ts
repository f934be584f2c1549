import type { VerdictCounts } from '#shared/night.ts';
import type { DecisionBasis } from '#shared/on-its-own.ts';
import type { ReportAttempt, ReportFacts, ReportHolder } from '../facts.ts';
import { type Arrivals, arrivalsOf } from './arrivals.ts';
import { type Duplicate, duplicatesOf, type UnknownCode, unknownCodesOf } from './duplicates.ts';
import { countVerdicts, type GateFigures, gateFigures } from './gates.ts';
import { type TimeFigures, timeFigures } from './response-times.ts';
import { stepsOf } from './steps.ts';

/** Whom a person let in, and why. */
export type LetIn = {
  readonly atMs: number;
  readonly gateId: string;
  readonly operator: string;
  readonly basis: Exclude<DecisionBasis, 'rules'>;
  readonly note: string | null;
  readonly ticketPurchaseId: number | null;
  readonly holder: ReportHolder | null;
};

/** All that a report counts. */
export type NightFigures = {
  readonly attempts: number;
  readonly verdicts: VerdictCounts;
  /** Decided without the database. */
  readonly onItsOwn: number;
  readonly retries: number;
  /** Attempts that needed more than one try. */
  readonly retried: number;
  readonly arrivals: Arrivals;
  readonly gates: readonly GateFigures[];
  readonly times: TimeFigures;
  readonly duplicates: readonly Duplicate[];
  readonly unknownCodes: { readonly different: number; readonly again: readonly UnknownCode[] };
  readonly letIn: readonly LetIn[];
};

/** Counts a night. */
export function nightFigures({ attempts, gates, holders }: ReportFacts): NightFigures {
  const steps = stepsOf(attempts.map(({ atMs }) => atMs));
  return {
    attempts: attempts.length,
    verdicts: countVerdicts(attempts),
    onItsOwn: attempts.filter(({ decidedBy }) => decidedBy === 'emergency').length,
    retries: attempts.reduce((sum, { retries }) => sum + retries, 0),
    retried: attempts.filter(({ retries }) => retries > 0).length,
    arrivals: arrivalsOf(attempts, steps),
    gates: gateFigures(attempts, gates),
    times: timeFigures(attempts, steps),
    duplicates: duplicatesOf(attempts, holders),
    unknownCodes: unknownCodesOf(attempts),
    letIn: attempts.flatMap((attempt) => letInOf(attempt, holders)),
  };
}

function letInOf(attempt: ReportAttempt, holders: ReadonlyMap<number, ReportHolder>): readonly LetIn[] {
  const { basis, ticketPurchaseId, verdict } = attempt;
  if (basis === 'rules' || verdict !== 'admitted') return [];
  const holder = ticketPurchaseId === null ? null : (holders.get(ticketPurchaseId) ?? null);
  const { atMs, gateId, operator, note } = attempt;
  return [{ atMs, gateId, operator, basis, note, ticketPurchaseId, holder }];
}
