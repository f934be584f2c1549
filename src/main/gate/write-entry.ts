import { v7 as newAttemptId } from 'uuid';
import type { UndecidedCause } from '#shared/attempt.ts';
import type { EntryOutcome, ManualEntry } from './gate-type.ts';
import type { HereParts } from './decide-here.ts';
import { admissionOf } from './line-admission.ts';
import type { Place } from './place.ts';

/** Writes an admission that no camera could read into the emergency log: a line like any other, labelled. */
export async function writeEntry(
  { logs, own, clock, snapshot }: HereParts,
  place: Place | UndecidedCause,
  entry: ManualEntry,
): Promise<EntryOutcome> {
  if (typeof place === 'string') return { outcome: 'undecided', cause: place };
  const log = await logs.openFor(place.concert);
  const { who, reason, ticketPurchaseId } = entry;
  if (ticketPurchaseId !== null) {
    const earlier =
      own.find({ codeDigest: null, ticketPurchaseId })?.at.toISOString() ??
      logs
        .lines()
        .find((line) => line.entry.verdict === 'admitted' && line.entry.ticketPurchaseId === ticketPurchaseId)
        ?.entry.doorTime;
    if (earlier !== undefined) return { outcome: 'already-admitted', at: earlier };
  }
  const measured = clock.measurement();
  const appended = await log.append({
    kind: 'entry',
    attemptId: newAttemptId(),
    verdict: 'admitted',
    basis: 'manual',
    who,
    reason,
    ticketPurchaseId,
    operator: place.operator,
    doorTime: entry.doorTime ?? new Date().toISOString(),
    clockOffsetMs: measured?.offsetMs ?? null,
    clockUncertaintyMs: measured?.uncertaintyMs ?? null,
  });
  if (!appended.ok) return { outcome: 'undecided', cause: appended.cause };
  const position = log.position();
  if (position !== null) snapshot.noteLogPosition(position);
  own.notePending(admissionOf(appended.line, null));
  return { outcome: 'written', sequence: appended.line.sequence };
}
