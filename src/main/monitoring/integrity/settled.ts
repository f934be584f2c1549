import type { SetAsideLine } from '#main/emergency/replay/set-aside.ts';
import type { Admissions } from './admissions.ts';
import type { SettledConflict, SettledLine } from './integrity.ts';
import type { BookedConflict } from './surroundings.ts';

/** Conflicts that a person has closed and that name every admission: what happened is on record, and nothing is wrong any more. */
export function settledOf(
  conflicts: readonly BookedConflict[],
  admissions: Admissions,
): readonly SettledConflict[] {
  return conflicts
    .filter(({ isClosed, ticketPurchaseId, sides }) => {
      const named = new Set(sides.map(({ attemptId }) => attemptId));
      const all = admissions.get(ticketPurchaseId) ?? [];
      return isClosed && all.every(({ attemptId }) => named.has(attemptId));
    })
    .map(({ conflictId, ticketPurchaseId, sides, closings }) => ({
      conflictId,
      ticketPurchaseId,
      sides: sides.length,
      closings,
    }));
}

/** Lines that were set aside, and a person has closed them. */
export function settledLinesOf(setAside: readonly SetAsideLine[]): readonly SettledLine[] {
  return setAside.flatMap((line) => {
    const { setAsideId, logId, sequence, gateId, attemptId, ticketPurchaseId, reason, closing } = line;
    if (closing === null) return [];
    return [
      { setAsideId, logLine: { logId, sequence }, gateId, attemptId, ticketPurchaseId, reason, closing },
    ];
  });
}
