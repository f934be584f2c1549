import { createHash } from 'node:crypto';
import type { DecisionBasis } from '#shared/on-its-own.ts';
import type { DecidedVerdict } from '#shared/verdict.ts';
import type { EntryContent } from '../log/log-line.ts';
import type { LogLine } from '../log/log-reading.ts';

/** A line of an emergency log, as replay works with it. */
export type ReplayLine = {
  /** Where it stands. */
  readonly source: LogLine;
  readonly attemptId: string;
  /** SHA-256 of the code's UTF-8 bytes; of the empty text for an entry that was written by hand. */
  readonly codeDigest: Buffer;
  readonly verdict: DecidedVerdict;
  readonly basis: DecisionBasis;
  /** Null where the snapshot did not know the code, or the lead named no ticket purchase. */
  readonly ticketPurchaseId: number | null;
  readonly concertId: number;
  readonly gateId: string;
  readonly operator: string;
  /** By the gate's laptop. */
  readonly doorTime: Date;
  readonly clockOffsetMs: number | null;
  readonly clockUncertaintyMs: number | null;
  /** A lead's words; null where the rules decided. */
  readonly note: string | null;
  readonly durationMs: number;
  readonly retries: number;
};

/** The bounds of the database's columns. */
const MOST_INT = 2_147_483_647;
const MOST_UNSIGNED_INT = 4_294_967_295;

/** Reads a log's line. */
export function replayLineOf(source: LogLine): ReplayLine {
  const { entry } = source;
  return {
    source,
    attemptId: entry.attemptId,
    verdict: entry.verdict,
    basis: entry.basis,
    ticketPurchaseId: entry.ticketPurchaseId,
    concertId: entry.concertId,
    gateId: entry.gateId,
    operator: entry.operator,
    ...clockOf(entry),
    ...particularsOf(entry),
  };
}

/**
 * Door time and offset. A laptop whose battery is dead begins in another decade, and that offset fits no column: what is
 * over goes into the door time, so that the two together still say the same instant.
 */
function clockOf(entry: EntryContent): Pick<ReplayLine, 'doorTime' | 'clockOffsetMs' | 'clockUncertaintyMs'> {
  const offsetMs = entry.clockOffsetMs ?? 0;
  const keptMs = Math.max(-MOST_INT, Math.min(MOST_INT, offsetMs));
  return {
    doorTime: new Date(Date.parse(entry.doorTime) + offsetMs - keptMs),
    clockOffsetMs: entry.clockOffsetMs === null ? null : keptMs,
    clockUncertaintyMs:
      entry.clockUncertaintyMs === null ? null : Math.min(MOST_UNSIGNED_INT, entry.clockUncertaintyMs),
  };
}

function particularsOf(
  entry: EntryContent,
): Pick<ReplayLine, 'codeDigest' | 'note' | 'durationMs' | 'retries'> {
  switch (entry.kind) {
    case 'attempt':
      return {
        codeDigest: Buffer.from(entry.code.slice('sha256:'.length), 'hex'),
        note: entry.note,
        durationMs: Math.min(MOST_UNSIGNED_INT, Math.round(entry.durationMs)),
        retries: entry.retries,
      };
    case 'entry':
      return {
        codeDigest: createHash('sha256').update('').digest(),
        note: `${entry.who}: ${entry.reason}`,
        durationMs: 0,
        retries: 0,
      };
  }
}
