import type { SessionPool } from '#main/database/session-pool.ts';
import { withinLimit } from '#main/database/time-limit.ts';
import { findRecorded } from '#main/emergency/replay/find-recorded.ts';
import type { LineOutcome } from '#main/emergency/replay/outcome.ts';
import { replayLines } from '#main/emergency/replay/replay-lines.ts';
import { findClosed, findReplayedSince } from '#main/emergency/replay/set-aside.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import type { Breaker } from './breaker.ts';
import type { GateLogs } from './gate-logs.ts';
import type { OwnAdmissions } from './own-admissions.ts';
import { startRounds } from './rounds.ts';

/** Puts the pending lines of this gate's logs into the database, in the background, while new scans go straight to it. */
export type CatchingUp = {
  readonly soon: () => void;
  /** Resolves when everything that can go in now has gone in, or after `limitMs`. */
  readonly drain: (limitMs: number) => Promise<void>;
  /** Stops between two transactions; what is left goes in next time. */
  readonly close: () => Promise<void>;
};

/** Lines to a call: so often the screen hears how many are left. */
const LINES_AT_ONCE = 400;
/** When nothing is pending, somebody says so as soon as something is; a replay that was stopped is tried again after this. */
const TRY_EVERY_MS = 2_000;
/** How often lines that a person may have put in are looked for in the database. */
const RECOGNISE_EVERY_MS = 10_000;

/** Starts it. `onProgress` is called whenever lines have gone in, or were set aside. */
export function startCatchingUp(options: {
  readonly pool: SessionPool;
  readonly breaker: Breaker;
  readonly logs: GateLogs;
  readonly own: OwnAdmissions;
  readonly onProgress: () => void;
  readonly log: Logger;
}): CatchingUp {
  const { pool, breaker, logs, own } = options;
  const log = options.log.named('replay');
  let recognisedAtMs = -Infinity;

  async function replaySome(signal: AbortSignal): Promise<'again' | 'later'> {
    if (breaker.away() !== null || !logs.isDatabaseConfirmed()) return 'later';
    const lines = logs.pending().slice(0, LINES_AT_ONCE);
    if (lines.length === 0) return 'later';
    const { outcomes, stoppedBy } = await replayLines(pool, lines, { log, signal });
    for (const { line, outcome } of outcomes) {
      if (outcome !== 'set-aside') own.noteReplayed(line.entry.attemptId);
    }
    await logs.noteReplayed(outcomes.map(resultOf));
    log.info('Lines of the emergency log were replayed', { lines: outcomes.length, stoppedBy });
    options.onProgress();
    return stoppedBy === null && outcomes.length > 0 ? 'again' : 'later';
  }

  /**
   * A person may have put lines in with the command that this gate left out: the same database has another address now, or what was
   * in the way of a line that was set aside has been mended. Or has closed one that can't go in.
   */
  async function recogniseOthers(): Promise<void> {
    if (breaker.away() !== null || !logs.isDatabaseConfirmed()) return;
    if (performance.now() - recognisedAtMs < RECOGNISE_EVERY_MS) return;
    const ofOthers = logs.ofOtherDatabases();
    const setAside = logs.setAside().flatMap(({ line }) => (ofOthers.includes(line) ? [] : [line]));
    if (ofOthers.length + setAside.length === 0) return;
    recognisedAtMs = performance.now();
    try {
      const found = await findRecorded(pool, ofOthers);
      const goneIn = await findReplayedSince(pool, setAside);
      const closed = await findClosed(pool, setAside);
      if (found.length + goneIn.length + closed.length === 0) return;
      // What a closed line let in still stands in this gate's log only: it goes on counting here.
      await logs.noteClosed(closed);
      for (const { entry } of goneIn) own.noteReplayed(entry.attemptId);
      await logs.noteReplayed([...found, ...goneIn].map((line) => ({ line, reason: null })));
      options.onProgress();
    } catch (error) {
      log.warn('Lines that others may have put in could not be looked for', describeError(error));
    }
  }

  let idle = Promise.withResolvers<void>();
  const rounds = startRounds(
    async (closing) => {
      while (!closing.aborted && (await replaySome(closing)) === 'again');
      if (!closing.aborted) await recogniseOthers();
      idle.resolve();
      idle = Promise.withResolvers();
    },
    () => TRY_EVERY_MS,
    log,
  );
  return {
    soon: rounds.soon,
    async drain(limitMs) {
      if (logs.pending().length === 0 || breaker.away() !== null) return;
      const drained = idle.promise;
      rounds.soon();
      await withinLimit('replay what is pending', limitMs, drained).catch(() => undefined);
    },
    close: rounds.close,
  };
}

function resultOf(outcome: LineOutcome) {
  return { line: outcome.line, reason: outcome.outcome === 'set-aside' ? outcome.reason : null };
}
