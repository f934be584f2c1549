import type { Changes } from './changes.ts';
import type { ReplayLine } from './replay-line.ts';
import {
  addSides,
  type AttemptCells,
  growConflict,
  insertAttempts,
  markUsed,
  openConflicts,
  setAsideLine,
  turnIntoAdmission,
} from './statements.ts';

/** The longest gate id that the database takes; a line that was changed by hand may hold anything. */
const GATE_ID_CHARACTERS = 16;

/** Turns changes into the statements that write them; none for no changes. */
export function textsOf(changes: Changes): string[] {
  // By attempt id: where several replays insert the same attempts of no ticket purchase, they do it in one order.
  const attempts = changes.attempts.toSorted((one, other) =>
    one.line.attemptId < other.line.attemptId ? -1 : 1,
  );
  const rows = attempts
    .filter(({ isKnown }) => !isKnown)
    .map(({ line, ticketPurchaseId }) => cellsOf(line, ticketPurchaseId));
  const opened = changes.conflicts.filter(({ isNew }) => isNew);
  const grown = changes.conflicts.filter(({ isNew }) => !isNew);
  const sides = changes.conflicts.flatMap(({ ticketPurchaseId, newSides }) =>
    newSides.map((side) => ({ ...side, ticketPurchaseId })),
  );
  return [
    ...(changes.uses.length === 0 ? [] : [markUsed(changes.uses)]),
    ...(rows.length === 0 ? [] : [insertAttempts({ rows })]),
    ...attempts
      .filter(({ isKnown }) => isKnown)
      .map(({ line, ticketPurchaseId }) =>
        turnIntoAdmission({ ...line, ...placeOf(line), ticketPurchaseId }),
      ),
    ...[...Map.groupBy(opened, ({ versions }) => versions)].map(([version, all]) =>
      openConflicts({ version, ids: all.map(({ ticketPurchaseId }) => ticketPurchaseId) }),
    ),
    ...grown.map((change) => growConflict(change)),
    ...(sides.length === 0 ? [] : [addSides(sides)]),
    ...changes.setAside.map(({ line, reason }) => textOfSetAside(line, reason)),
  ];
}

/** The statement that keeps one line aside. */
export function textOfSetAside(line: ReplayLine, reason: string): string {
  return setAsideLine({
    ...placeOf(line),
    gateId: line.gateId.slice(0, GATE_ID_CHARACTERS),
    reason,
    line: line.source.text,
  });
}

function placeOf({ source }: ReplayLine): { readonly logId: string; readonly sequence: number } {
  return { logId: source.logId, sequence: source.sequence };
}

function cellsOf(line: ReplayLine, ticketPurchaseId: number | null): AttemptCells {
  return [
    line.attemptId,
    ticketPurchaseId,
    line.concertId,
    line.gateId,
    line.operator,
    line.verdict,
    'emergency',
    line.codeDigest,
    line.doorTime,
    line.durationMs,
    line.retries,
    line.basis,
    line.note,
    line.clockOffsetMs,
    line.clockUncertaintyMs,
    line.source.logId,
    line.source.sequence,
  ];
}
