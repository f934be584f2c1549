import { composeBegun, composeEntry, NO_PREVIOUS_HASH, type ComposedLine } from './log-line.ts';
import type { EntryContent } from './log-line.ts';
import type { LogPosition } from './log-reading.ts';
import { marked, type NewEntry } from './new-entry.ts';

/** What a decision's line is made of. */
export type LineParts = {
  readonly entry: NewEntry;
  readonly at: Date;
  readonly gateId: string;
  readonly concert: { readonly id: number; readonly title: string };
  readonly programVersion: string;
  /** The database that is decided for, where this line begins a part. */
  readonly databaseId: string | null;
  readonly logId: string;
  /** The line before; null for a log's first one. */
  readonly end: LogPosition | null;
  /** The part that begins with this line; null where it has begun already. */
  readonly beginsPart: number | null;
};

/**
 * Puts the line of a decision together, and before it the part's first line where the part begins with it. Both go to the
 * disk at once: a part is never without a decision.
 * @throws {z.ZodError} for an entry that could not be read back: a bug of the caller's.
 */
export function composeLines(parts: LineParts): {
  readonly bytes: readonly Buffer[];
  readonly line: ComposedLine<EntryContent>;
} {
  const { entry, concert, end, beginsPart } = parts;
  const common = {
    logId: parts.logId,
    at: parts.at.toISOString(),
    gateId: parts.gateId,
    concertId: concert.id,
    programVersion: parts.programVersion,
  };
  const next = { sequence: (end?.sequence ?? -1) + 1, previous: end?.hash ?? NO_PREVIOUS_HASH };
  if (beginsPart === null) {
    const line = composeEntry({ ...common, ...next, ...marked(entry) });
    return { bytes: [line.bytes], line };
  }
  const begun = composeBegun({
    ...common,
    ...next,
    kind: 'begun',
    part: beginsPart,
    concertTitle: concert.title,
    databaseId: parts.databaseId,
  });
  const after = { sequence: next.sequence + 1, previous: begun.hash };
  const line = composeEntry({ ...common, ...after, ...marked(entry) });
  return { bytes: [begun.bytes, line.bytes], line };
}
