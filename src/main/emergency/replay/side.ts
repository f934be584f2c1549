import type { ReplayLine } from './replay-line.ts';

/** One admission of a ticket purchase, as one side of a conflict. */
export type Side = {
  /** Null for an admission that left no attempt: the web version's. */
  readonly attemptId: string | null;
  readonly gateId: string | null;
  readonly operator: string;
  readonly decidedBy: 'database' | 'emergency';
  /** By the clock that `clockOffsetMs` corrects; null where the web version kept no time. */
  readonly doorTime: Date | null;
  readonly clockOffsetMs: number | null;
  readonly clockUncertaintyMs: number | null;
  readonly logId: string | null;
  readonly sequence: number | null;
};

/** The line's admission. */
export function sideOf(line: ReplayLine): Side {
  return {
    attemptId: line.attemptId,
    gateId: line.gateId,
    operator: line.operator,
    decidedBy: 'emergency',
    doorTime: line.doorTime,
    clockOffsetMs: line.clockOffsetMs,
    clockUncertaintyMs: line.clockUncertaintyMs,
    logId: line.source.logId,
    sequence: line.source.sequence,
  };
}

/** When a side was at the door by the database's clock, as far as anybody measured; null where no time was kept. */
export function correctedDoorTime(side: Side): Date | null {
  if (side.doorTime === null) return null;
  return new Date(side.doorTime.getTime() + (side.clockOffsetMs ?? 0));
}

/** Earlier at the door first, ties by attempt id: an order that owes nothing to the order of replay. */
export function compareSides(one: Side, other: Side): number {
  const oneMs = correctedDoorTime(one)?.getTime() ?? Number.POSITIVE_INFINITY;
  const otherMs = correctedDoorTime(other)?.getTime() ?? Number.POSITIVE_INFINITY;
  if (oneMs !== otherMs) return oneMs < otherMs ? -1 : 1;
  const oneId = one.attemptId ?? '';
  const otherId = other.attemptId ?? '';
  if (oneId === otherId) return 0;
  return oneId < otherId ? -1 : 1;
}
