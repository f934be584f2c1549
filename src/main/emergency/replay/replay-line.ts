import type { DecisionBasis } from '#shared/on-its-own.ts';
import type { DecidedVerdict } from '#shared/verdict.ts';

/** A line of an emergency log, as far as replay needs it, together with the log that it stands in. */
export type ReplayLine = {
  readonly logId: string;
  readonly sequence: number;
  /** The line as it stands in the file, without its end: kept whole where it can't go in. */
  readonly text: string;
  /** False for a line behind a break of the log's chain. */
  readonly isVerified: boolean;
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
  /** How far the database's clock was ahead of the laptop's, and how far that may be wrong; null where nobody measured it. */
  readonly clockOffsetMs: number | null;
  readonly clockUncertaintyMs: number | null;
  /** A lead's words; null where the rules decided. */
  readonly note: string | null;
  readonly durationMs: number;
  readonly retries: number;
};
