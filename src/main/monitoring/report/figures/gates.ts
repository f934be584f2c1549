import { compareGateIds } from '#shared/gate-order.ts';
import type { ResponseTimes, VerdictCounts } from '#shared/night.ts';
import { DECIDED_VERDICTS } from '#shared/verdict.ts';
import type { ReportAttempt, ReportGate } from '../facts.ts';
import { busiestMinuteOf } from './arrivals.ts';
import { timesOf } from './response-times.ts';

/** What a gate did. */
export type GateFigures = {
  readonly gateId: string;
  readonly name: string | null;
  /** Who was on duty, in the order of their first attempts. */
  readonly operators: readonly string[];
  readonly attempts: number;
  readonly verdicts: VerdictCounts;
  /** Of them decided without the database. */
  readonly onItsOwn: number;
  readonly busiestMinute: number;
  readonly times: ResponseTimes;
  /** Tries beyond the first. */
  readonly retries: number;
  /** As the gate says itself, since its program was last started. */
  readonly undecided: number;
  readonly deadlocks: number;
  readonly lockWaits: number;
  readonly programVersion: string | null;
};

/** Attempts by what came of them, those too that there were none of. */
export function countVerdicts(attempts: readonly ReportAttempt[]): VerdictCounts {
  const counts = Object.fromEntries(DECIDED_VERDICTS.map((verdict) => [verdict, 0])) as VerdictCounts;
  for (const { verdict } of attempts) counts[verdict] += 1;
  return counts;
}

/** Gates that had attempts or have a row, by their ids as people count: G2 before G10. */
export function gateFigures(
  attempts: readonly ReportAttempt[],
  gates: readonly ReportGate[],
): readonly GateFigures[] {
  const byGate = Map.groupBy(attempts, ({ gateId }) => gateId);
  const rows = new Map(gates.map((gate) => [gate.gateId, gate]));
  const ids = [...new Set([...byGate.keys(), ...rows.keys()])].toSorted(compareGateIds);
  return ids.map((gateId) => {
    const own = byGate.get(gateId) ?? [];
    const row = rows.get(gateId);
    return {
      gateId,
      name: row?.name ?? null,
      operators: [...new Set(own.map(({ operator }) => operator).filter((operator) => operator !== ''))],
      attempts: own.length,
      verdicts: countVerdicts(own),
      onItsOwn: own.filter(({ decidedBy }) => decidedBy === 'emergency').length,
      busiestMinute: busiestMinuteOf(own)?.attempts ?? 0,
      times: timesOf(own.filter(({ basis }) => basis !== 'manual')),
      retries: own.reduce((sum, { retries }) => sum + retries, 0),
      undecided: row?.undecided ?? 0,
      deadlocks: row?.deadlocks ?? 0,
      lockWaits: row?.lockWaits ?? 0,
      programVersion: row?.programVersion ?? null,
    };
  });
}
