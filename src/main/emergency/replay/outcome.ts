import type { UndecidedCause } from '#shared/attempt.ts';
import type { LogLine } from '../log/log-reading.ts';

/** Why a line could not go in, with the words for a person. */
export const SET_ASIDE_REASONS = {
  'ticket-gone': 'Its ticket purchase is no longer in the database.',
  'ticket-cancelled': 'Its ticket purchase is cancelled in the database, but the door let the guest in.',
  'admitted-in-database':
    'The database had admitted this attempt, but its answer was lost and the door refused the guest.',
  'attempt-id-reused': 'The database has another code under the same attempt id.',
  'chain-broken': 'It stands behind a break in its log’s chain: it may have been changed.',
  'bad-data': 'The database holds a value for its ticket purchase that this program does not know.',
  'database-refused': 'The database refuses it; the program’s log has the details.',
} as const;
export type SetAsideReason = keyof typeof SET_ASIDE_REASONS;

/** What became of a line. */
export type LineOutcome =
  /** It went in. */
  | { readonly line: LogLine; readonly outcome: 'inserted' }
  /** The database had it already: nothing was written. */
  | { readonly line: LogLine; readonly outcome: 'recognised' }
  /** It went in, and its ticket purchase is admitted more than once now. */
  | { readonly line: LogLine; readonly outcome: 'conflict' }
  /** It can't go in; it is kept in `set_aside_lines` for a person. */
  | { readonly line: LogLine; readonly outcome: 'set-aside'; readonly reason: SetAsideReason };

/** What a replay came to. Lines that are neither in `outcomes` nor lost are `pending`: replay them again later. */
export type ReplayResult = {
  readonly outcomes: readonly LineOutcome[];
  readonly pending: readonly LogLine[];
  /** Why it stopped before the end; null when every line was tried. */
  readonly stoppedBy: UndecidedCause | 'aborted' | null;
};

/** How far a replay has come. */
export type ReplayProgress = { readonly done: number; readonly total: number };
