import type { SessionPool } from '#main/database/session-pool.ts';
import type { Logger } from '#main/log/logger.ts';
import type { ReplayProgress, ReplayResult } from './outcome.ts';
import type { ReplayLine } from './replay-line.ts';

/** What a replay works with. */
export type ReplayOptions = {
  readonly log: Logger;
  readonly onProgress?: (progress: ReplayProgress) => void;
  /** Stops between two transactions. */
  readonly signal?: AbortSignal;
  /** Lets lines in that stand behind a break of their log's chain. */
  readonly isUnverifiedAccepted?: boolean;
};

/**
 * Puts lines of emergency logs into the database: in order, each under its attempt id, at its door time. May be run at any
 * time, by several at once, any number of times, with the same result (ADR 0008). Never throws for what the database says:
 * a line that can't go in is set aside, and when the database is away the rest is `pending`.
 */
export function replayLines(
  _pool: SessionPool,
  lines: readonly ReplayLine[],
  _options: ReplayOptions,
): Promise<ReplayResult> {
  return Promise.resolve({ outcomes: [], pending: lines, stoppedBy: 'unexpected' });
}
