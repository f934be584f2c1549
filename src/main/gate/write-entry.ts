import { v7 as newAttemptId } from 'uuid';
import type { UndecidedCause } from '#shared/attempt.ts';
import { TimeLimitError } from '#main/database/failures.ts';
import { withinLimit } from '#main/database/time-limit.ts';
import type { Logger } from '#main/log/logger.ts';
import type { EntryOutcome, ManualEntry } from './gate-type.ts';
import type { HereParts } from './decide-here.ts';
import { admissionOf } from './line-admission.ts';
import type { Place } from './place.ts';
import type { Turns } from './turns.ts';
import { ticketKey } from './turn-keys.ts';

/** Writes an admission that no camera could read into the emergency log: a line like any other, labelled. */
export type WriteEntry = (entry: ManualEntry) => Promise<EntryOutcome>;

/** Makes it. A disk that has not answered after `limitMs` leaves the entry undecided; it may still be written. */
export function createWriteEntry(
  here: HereParts,
  options: {
    readonly turns: Turns;
    readonly placeHere: () => Place | UndecidedCause;
    readonly limitMs: number;
    readonly log: Logger;
  },
): WriteEntry {
  /** Entries that the disk has not answered in time, by ticket purchase: a second press waits for the first one's line. */
  const hanging = new Map<number, Promise<EntryOutcome>>();

  function begin(entry: ManualEntry): Promise<EntryOutcome> {
    const { ticketPurchaseId } = entry;
    if (ticketPurchaseId === null) return write(here, options.placeHere(), entry);
    const writing =
      hanging.get(ticketPurchaseId) ??
      write(here, options.placeHere(), entry).finally(() => hanging.delete(ticketPurchaseId));
    hanging.set(ticketPurchaseId, writing);
    return writing;
  }

  async function writeInTime(entry: ManualEntry): Promise<EntryOutcome> {
    const writing = begin(entry);
    try {
      return await withinLimit('write an entry', options.limitMs, writing);
    } catch (error) {
      if (!(error instanceof TimeLimitError)) throw error;
      options.log.error('The emergency log does not answer an entry by hand');
      // Nobody waits for it any more, whatever becomes of it.
      writing.catch(() => undefined);
      return { outcome: 'undecided', cause: 'log-unwritable' };
    }
  }

  return async (entry) => {
    const keys = entry.ticketPurchaseId === null ? [] : [ticketKey(entry.ticketPurchaseId)];
    return await options.turns.take(
      keys,
      () => writeInTime(entry),
      () => null,
    );
  };
}

async function write(
  { logs, own, clock, snapshot }: HereParts,
  place: Place | UndecidedCause,
  entry: ManualEntry,
): Promise<EntryOutcome> {
  if (typeof place === 'string') return { outcome: 'undecided', cause: place };
  const log = await logs.openFor(place.concert);
  const { who, reason, ticketPurchaseId, doorTime } = entry;
  if (ticketPurchaseId !== null) {
    const earlier =
      own.find({ codeDigest: null, ticketPurchaseId })?.at.toISOString() ??
      logs
        .lines()
        .find((line) => line.entry.verdict === 'admitted' && line.entry.ticketPurchaseId === ticketPurchaseId)
        ?.entry.doorTime;
    if (earlier !== undefined) return { outcome: 'already-admitted', at: earlier };
    // What comes from paper has happened, whatever another gate has done: a conflict is found, and not left out. Who stands
    // at the door can still be refused.
    const used = doorTime === null ? snapshot.findUse(ticketPurchaseId) : null;
    if (used !== null) return { outcome: 'already-admitted', at: used.usedAt?.toISOString() ?? null };
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
    doorTime: doorTime ?? new Date().toISOString(),
    clockOffsetMs: measured?.offsetMs ?? null,
    clockUncertaintyMs: measured?.uncertaintyMs ?? null,
  });
  if (!appended.ok) return { outcome: 'undecided', cause: appended.cause };
  const position = log.position();
  if (position !== null) snapshot.noteLogPosition(position);
  own.notePending(admissionOf(appended.line, null));
  return { outcome: 'written', sequence: appended.line.sequence };
}
