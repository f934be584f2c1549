import type { GateState } from '#shared/gate-state.ts';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import { format } from '../../components/format.ts';
import { STANDING_ADVICE } from './standing-advice.ts';
import { LOG_PROBLEM_WORDS, STANDING_WORDS as WORDS } from './words.ts';

/** One line under the gate's state; an amber one asks somebody to do something. */
export type StandingLine = { readonly kind: string; readonly words: string; readonly isWarning: boolean };

/**
 * What a volunteer is told about the gate's state. A gate on its own is a gate at work, so it warns of nothing but what the lead
 * should hear of: a copy that has grown old or is not whole, a log that can't be written.
 */
export function standingLines(gate: GateState, guestsForLead: number, now: Date): readonly StandingLine[] {
  const { connection, emergency } = gate;
  return [
    ...connectionLines(connection, emergency.pendingLines),
    ...(connection.state === 'on-its-own' ? snapshotLines(emergency, now) : []),
    ...copyingLines(emergency),
    ...logLines(gate),
    ...(guestsForLead === 0
      ? []
      : [warning('guests', counted(guestsForLead, WORDS.guestWaits, WORDS.guestsWait))]),
    // What can wait makes room for what can't.
    ...(connection.state === 'away' ? [] : forLeadLines(emergency)),
  ];
}

function logLines({ connection, emergency: { logProblem } }: GateState): readonly StandingLine[] {
  // Said once is enough where it is what keeps the gate from deciding.
  if (logProblem === null || (connection.state === 'away' && connection.cause === logProblem)) return [];
  return [warning('log', LOG_PROBLEM_WORDS[logProblem])];
}

function connectionLines(connection: GateState['connection'], pendingLines: number): readonly StandingLine[] {
  switch (connection.state) {
    case 'connecting':
    case 'online':
      return [];
    case 'catching-up':
      return pendingLines === 0
        ? []
        : [quiet('pending', counted(pendingLines, WORDS.decisionLeft, WORDS.decisionsLeft))];
    case 'on-its-own':
      return [
        quiet('go-on', WORDS.goOn),
        ...(pendingLines === 0
          ? []
          : [quiet('pending', counted(pendingLines, WORDS.decisionWaits, WORDS.decisionsWait))]),
      ];
    case 'away': {
      const { problem } = UNDECIDED_CAUSES[connection.cause];
      return [quiet('cause', `${problem} ${STANDING_ADVICE[connection.cause]}`)];
    }
  }
}

function snapshotLines({ snapshot }: GateState['emergency'], now: Date): readonly StandingLine[] {
  if (snapshot === null) return [warning('snapshot', WORDS.noTickets)];
  const takenAt = new Date(snapshot.takenAt);
  const time = format.shortTimeSeenFrom(takenAt, now);
  return [
    snapshot.isOld
      ? warning('snapshot', WORDS.ticketsOld(format.span(now.getTime() - takenAt.getTime())))
      : quiet('snapshot', WORDS.ticketsAsOf(time)),
    ...(snapshot.isComplete ? [] : [warning('incomplete', WORDS.ticketsMissing)]),
  ];
}

function copyingLines({ copying }: GateState['emergency']): readonly StandingLine[] {
  if (copying === null) return [];
  // The number of all was counted at the start and may have grown since.
  const share = copying.total === 0 ? 0 : Math.min(1, copying.copied / copying.total);
  return [quiet('copying', WORDS.copying(format.percent(share)))];
}

function forLeadLines({ openConflicts, setAsideLines }: GateState['emergency']): readonly StandingLine[] {
  const parts = [
    ...(openConflicts === null || openConflicts === 0
      ? []
      : [counted(openConflicts, WORDS.openConflict, WORDS.openConflicts)]),
    ...(setAsideLines === 0 ? [] : [WORDS.setAsideLines(format.count(setAsideLines))]),
  ];
  return parts.length === 0 ? [] : [quiet('for-lead', WORDS.forLead(parts.join(', ')))];
}

function counted(count: number, one: string, many: (count: string) => string): string {
  return count === 1 ? one : many(format.count(count));
}

function quiet(kind: string, words: string): StandingLine {
  return { kind, words, isWarning: false };
}

function warning(kind: string, words: string): StandingLine {
  return { kind, words, isWarning: true };
}
