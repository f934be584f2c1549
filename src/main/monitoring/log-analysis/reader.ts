import { z } from 'zod';
import { type UndecidedCause, undecidedCauseSchema } from '#shared/attempt.ts';
import { failureOf } from './database-error.ts';
import type { Happening, LoggedMinute, LoggedOutage } from './log-analysis.ts';
import type { LogEntry } from './log-entry.ts';
import { emptyNotes, type Notes, noteTrouble } from './notes.ts';
import {
  ANSWERED_UNDECIDED,
  CONNECTION_CHANGED,
  DATABASE_FAILURES,
  GATE_OPENED,
  LEFT_BY_DATABASE,
  MALFORMED_CODE,
  MINUTE,
  REFUSALS,
  RESTARTS,
  SLOW_ANSWER,
} from './sentences.ts';

/** Reads the log of one laptop, entry after entry; what it knows of the gate goes on from file to file. */
export type LogReader = {
  readonly note: (entry: LogEntry) => void;
  /** What has been noted since the last time. */
  readonly take: () => Notes;
  /** At the end of the last file: an outage that the log does not see the end of. */
  readonly finish: () => readonly LoggedOutage[];
};

const count = z.int().nonnegative().catch(0);
const milliseconds = z.number().nonnegative().nullable().catch(null);
const cause = undecidedCauseSchema.catch('unexpected');
const text = z.string().catch('');
const fieldsSchema = {
  gate: z.object({ gate: z.string() }),
  undecided: z.object({ cause }),
  connection: z.object({ state: text, cause: undecidedCauseSchema.nullable().catch(null) }),
  slow: z.object({ durationMs: count }),
  malformed: z.object({ reason: text }),
  minute: z.object({
    attempts: count,
    admitted: count,
    refused: count,
    undecided: count,
    decidedHere: count,
    retries: count,
    deadlocks: count,
    lockWaits: count,
    medianMs: milliseconds,
    p95Ms: milliseconds,
  }),
};

/** Begins with the first file of a laptop. */
export function createLogReader(): LogReader {
  let gateId: string | null = null;
  let outage: { readonly beganAt: string; readonly cause: UndecidedCause | null } | null = null;
  let notes = emptyNotes();

  function happening({ at, fields }: LogEntry): Happening {
    const { attemptId } = fields;
    return { at, gateId, attemptId: typeof attemptId === 'string' ? attemptId : null };
  }

  function openGate(entry: LogEntry): void {
    const opened = fieldsSchema.gate.safeParse(entry.fields);
    // Another gate than before on this laptop: nobody will tell how that one's outage ended.
    if (outage !== null && opened.data?.gate !== gateId) notes.outages.push(endOutage(null));
    gateId = opened.data?.gate ?? gateId;
    if (gateId !== null) notes.gateIds.add(gateId);
  }

  /** A program that was started again in an outage says so anew: it is the same outage. */
  function changeConnection({ at, fields }: LogEntry): void {
    const { state, cause: why } = fieldsSchema.connection.parse(fields);
    if (state === 'on-its-own' || state === 'away') outage ??= { beganAt: at, cause: why };
    else if (outage !== null && (state === 'online' || state === 'catching-up'))
      notes.outages.push(endOutage(at));
  }

  function endOutage(endedAt: string | null): LoggedOutage {
    const ended = { gateId, beganAt: outage?.beganAt ?? '', endedAt, cause: outage?.cause ?? null };
    outage = null;
    return ended;
  }

  function noteFailure(entry: LogEntry): void {
    const { kind, ...failure } = failureOf(entry);
    if (kind === 'deadlock') notes.deadlocks.push(happening(entry));
    else if (kind === 'lock-wait') notes.lockWaits.push(happening(entry));
    else notes.databaseErrors.push({ ...happening(entry), ...failure, sentence: entry.sentence });
  }

  /** True for a sentence that says what it says for itself. */
  function noteKnown(entry: LogEntry): boolean {
    const { sentence, fields } = entry;
    switch (sentence) {
      case MINUTE:
        notes.minutes.push(minuteOf(entry, gateId));
        return true;
      case CONNECTION_CHANGED:
        changeConnection(entry);
        return true;
      case ANSWERED_UNDECIDED:
        notes.undecided.push({ ...happening(entry), ...fieldsSchema.undecided.parse(fields) });
        return true;
      case LEFT_BY_DATABASE:
        notes.leftByDatabase.push({ ...happening(entry), ...fieldsSchema.undecided.parse(fields) });
        return true;
      case SLOW_ANSWER:
        notes.slow.push({ ...happening(entry), ...fieldsSchema.slow.parse(fields) });
        return true;
      case MALFORMED_CODE:
        notes.malformed.push({ ...happening(entry), what: fieldsSchema.malformed.parse(fields).reason });
        return true;
      default:
        return false;
    }
  }

  return {
    note(entry) {
      const { sentence, level, fields } = entry;
      if (sentence === GATE_OPENED) openGate(entry);
      if (noteKnown(entry)) return;
      const refused = REFUSALS.get(sentence);
      if (DATABASE_FAILURES.has(sentence)) noteFailure(entry);
      else if (RESTARTS.has(sentence)) notes.restarts.push({ ...happening(entry), what: sentence });
      else if (refused !== undefined)
        notes.refusals.push({ ...happening(entry), what: withDetails(sentence, refused, fields) });
      else if (level !== 'info') noteTrouble(notes, entry, level);
    },
    take() {
      const taken = notes;
      notes = emptyNotes();
      if (gateId !== null) notes.gateIds.add(gateId);
      return taken;
    },
    finish: () => (outage === null ? [] : [endOutage(null)]),
  };
}

function minuteOf({ at, fields }: LogEntry, gateId: string | null): LoggedMinute {
  return { gateId, at, ...fieldsSchema.minute.parse(fields) };
}

function withDetails(sentence: string, names: readonly string[], fields: LogEntry['fields']): string {
  const details = names.flatMap((name) => {
    const value = fields[name];
    return typeof value === 'string' ? [value] : [];
  });
  return [sentence, ...(details.length === 0 ? [] : [details.join(', ')])].join(': ');
}
