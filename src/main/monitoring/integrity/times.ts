import { formatSpan } from '#shared/span.ts';
import { timeAtDoor, type BookedAttempt } from './attempts.ts';
import { type Found, found } from './found.ts';
import type { BookedConcert, BookedGate } from './surroundings.ts';

/** Between the judging of an attempt, its record and two clocks that are read to the millisecond. */
const SLACK_MS = 5_000;
/** A clock that was measured at another time than the attempt's, or never: nobody vouches for more. */
const UNMEASURED_SLACK_MS = 60_000;
const A_DAY_MS = 24 * 60 * 60 * 1_000;
/** What a lead lets in by hand may be written down late, but not from another night. */
const A_NIGHT_MS = 12 * 60 * 60 * 1_000;

/** What an attempt's time is held against. */
export type TimeFacts = {
  /** By the server. */
  readonly now: Date;
  /** The ticket's concert, or the gate's where no ticket is known. */
  readonly concert: BookedConcert | null;
  /** What the attempt's gate last said of its clock. */
  readonly gate: Pick<BookedGate, 'clockOffsetMs' | 'clockUncertaintyMs'> | null;
};

/** Says what is impossible about the time of an attempt; the first thing only, because the others follow from it. */
export function judgeTime(attempt: BookedAttempt, facts: TimeFacts): readonly Found[] {
  const words = findImpossible(attempt, facts);
  if (words === null) return [];
  const { ticketPurchaseId, attemptId, gateId, logLine } = attempt;
  const at = timeAtDoor(attempt);
  return [found('impossible-time', words, { ticketPurchaseId, attemptId, gateId, logLine, at })];
}

function findImpossible(attempt: BookedAttempt, facts: TimeFacts): string | null {
  const atMs = timeAtDoor(attempt).getTime();
  const slackMs = slackOf(attempt);
  const aheadMs = atMs - facts.now.getTime();
  if (aheadMs > slackMs) return `It was at the door ${formatSpan(aheadMs)} in the future.`;
  const lateMs = doorAfterRecordMs(attempt, facts.gate);
  if (lateMs !== null) return `It was at the door ${formatSpan(lateMs)} after it was recorded.`;
  const earlyMs = recordLongAfterDoorMs(attempt, facts.gate);
  if (earlyMs !== null) {
    return `It was at the door ${formatSpan(earlyMs)} before it was recorded, and its answer took ${formatSpan(attempt.durationMs)}.`;
  }
  return attempt.verdict === 'admitted' ? findClosed(attempt, atMs, slackMs, facts.concert) : null;
}

function slackOf({ decidedBy, durationMs, clockOffsetMs, clockUncertaintyMs }: BookedAttempt): number {
  if (clockOffsetMs !== null) return SLACK_MS + (clockUncertaintyMs ?? 0);
  return decidedBy === 'database' ? SLACK_MS + durationMs : UNMEASURED_SLACK_MS;
}

/**
 * How long after its record an attempt claims to have been at the door; null where it doesn't. A clock that nobody measured
 * with the attempt is taken to have been as the gate's was last.
 */
function doorAfterRecordMs(attempt: BookedAttempt, gate: TimeFacts['gate']): number | null {
  const isMeasured = attempt.clockOffsetMs !== null;
  const offsetMs = attempt.clockOffsetMs ?? gate?.clockOffsetMs ?? 0;
  const uncertaintyMs = (isMeasured ? attempt.clockUncertaintyMs : gate?.clockUncertaintyMs) ?? 0;
  const lateMs = attempt.doorTime.getTime() + offsetMs - attempt.recordedTime.getTime();
  return lateMs > uncertaintyMs + (isMeasured ? SLACK_MS : UNMEASURED_SLACK_MS) ? lateMs : null;
}

/**
 * How long before its record an attempt that the database decided claims to have been at the door; null where its answer may have taken
 * so long. A gate on its own may put its lines in days later, and a clock that nobody measured may be hours off.
 */
function recordLongAfterDoorMs(attempt: BookedAttempt, gate: TimeFacts['gate']): number | null {
  if (attempt.decidedBy !== 'database') return null;
  const isMeasured = attempt.clockOffsetMs !== null;
  const offsetMs = attempt.clockOffsetMs ?? gate?.clockOffsetMs ?? null;
  const uncertaintyMs = (isMeasured ? attempt.clockUncertaintyMs : gate?.clockUncertaintyMs) ?? 0;
  const earlyMs = attempt.recordedTime.getTime() - (attempt.doorTime.getTime() + (offsetMs ?? 0));
  const slackMs = offsetMs === null ? A_DAY_MS : uncertaintyMs + UNMEASURED_SLACK_MS;
  return earlyMs > attempt.durationMs + slackMs ? earlyMs : null;
}

/** Nobody is admitted while entry is not open; without entry times, nobody more than a day from the concert's beginning. */
function findClosed(
  { basis }: BookedAttempt,
  atMs: number,
  slackMs: number,
  concert: BookedConcert | null,
): string | null {
  if (concert === null) return null;
  const toleranceMs = basis === 'rules' ? slackMs : slackMs + A_NIGHT_MS;
  const { startsAt, entryOpensAt, entryClosesAt } = concert;
  const earlyMs = (entryOpensAt ?? startsAt ?? new Date(atMs)).getTime() - atMs;
  if (earlyMs > toleranceMs + (entryOpensAt === null ? A_DAY_MS : 0)) {
    return `It was admitted ${formatSpan(earlyMs)} before ${entryOpensAt === null ? 'the concert began' : 'entry opened'}.`;
  }
  const lateMs = atMs - (entryClosesAt ?? startsAt ?? new Date(atMs)).getTime();
  if (lateMs <= toleranceMs + (entryClosesAt === null ? A_DAY_MS : 0)) return null;
  return `It was admitted ${formatSpan(lateMs)} after ${entryClosesAt === null ? 'the concert had begun' : 'entry had closed'}.`;
}
