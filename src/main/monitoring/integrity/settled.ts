import type { Admissions } from './admissions.ts';
import type { SettledConflict } from './integrity.ts';
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
