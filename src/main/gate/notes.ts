import type { Answer } from '#shared/attempt.ts';
import type { Snapshot } from '#main/emergency/snapshot/snapshot-types.ts';
import type { GateClock } from './gate-clock.ts';
import type { GateLogs } from './gate-logs.ts';
import type { DecidedByDatabase } from './judge-attempt.ts';
import type { OpenAttempts } from './open-attempts.ts';
import type { OwnAdmissions } from './own-admissions.ts';
import type { Watch } from './watch.ts';

/** What a gate writes down about its attempts, and looks up before it asks the database. */
export type Notes = {
  /** Tells whether an attempt's answer has still to be shown. */
  readonly isAwaited: (attemptId: string) => boolean;
  /**
   * Tells whether the emergency log alone knows of an admission: of this very attempt, or of this ticket purchase while its
   * line is pending. The database must not be asked then.
   */
  readonly isKnownHereAlone: (attemptId: string, code: string, codeDigest: string) => boolean;
  readonly noteDecidedByDatabase: (decision: DecidedByDatabase) => void;
  /** `settles` is false for an answer that leaves the attempt open even when it has been seen. */
  readonly noteAnswer: (answer: Answer, settles: boolean) => void;
  readonly noteShown: (attemptId: string) => void;
};

/** Makes them. */
export function createNotes(parts: {
  readonly openAttempts: OpenAttempts;
  readonly own: OwnAdmissions;
  readonly logs: GateLogs;
  readonly snapshot: Snapshot;
  readonly clock: GateClock;
  readonly watch: Pick<Watch, 'noteAdmitted'>;
  readonly gateId: string;
  readonly tell: () => void;
}): Notes {
  const { openAttempts, own, logs, snapshot, clock, watch, gateId } = parts;
  /** Attempts whose answer settles nothing, whoever has seen it. */
  const unsettled = new Set<string>();

  return {
    isAwaited: (attemptId) => openAttempts.has(attemptId) && !unsettled.has(attemptId),
    isKnownHereAlone(attemptId, code, codeDigest) {
      if (logs.findAttempt(attemptId)?.entry.verdict === 'admitted') return true;
      if (own.findPending({ codeDigest, ticketPurchaseId: null }) !== null) return true;
      const ticket = snapshot.find(code);
      if (ticket === null || ticket === 'bad-data') return false;
      const { ticketPurchaseId } = ticket;
      return own.findPending({ codeDigest, ticketPurchaseId }) !== null;
    },
    noteDecidedByDatabase({ attemptId, codeDigest, words }) {
      if (words.verdict !== 'admitted') return;
      const { ticketPurchaseId } = words.ticket;
      const at = clock.serverNow();
      own.noteCommitted({ attemptId, codeDigest, ticketPurchaseId, at, known: null });
      if (ticketPurchaseId !== null) snapshot.noteAdmitted({ ticketPurchaseId, at, gateId });
      watch.noteAdmitted();
    },
    noteAnswer({ attemptId }, settles) {
      if (settles) unsettled.delete(attemptId);
      else unsettled.add(attemptId);
      parts.tell();
    },
    noteShown(attemptId) {
      if (!unsettled.has(attemptId)) openAttempts.settle(attemptId);
    },
  };
}
