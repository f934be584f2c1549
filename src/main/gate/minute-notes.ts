import type { Logger } from '#main/log/logger.ts';
import type { Tally, TallyCounts } from './tally.ts';

/** Writes into the log what came of each minute's attempts: what the analysis of the logs afterwards counts by. */
export type MinuteNotes = {
  /** Writes down what has not been yet, and stops. */
  readonly close: () => void;
};

const MINUTE_MS = 60_000;

/** A quiet minute leaves no line. */
export function startMinuteNotes(tally: Tally, log: Logger, everyMs = MINUTE_MS): MinuteNotes {
  let before = tally.counts();

  function write(): void {
    const counts = tally.counts();
    const more = (name: keyof TallyCounts): number => counts[name] - before[name];
    if (more('attempts') === 0) return;
    const times = tally.recentTimes();
    log.info('Attempts of the last minute', {
      attempts: more('attempts'),
      admitted: more('admitted'),
      refused: more('refused'),
      undecided: more('undecided'),
      decidedHere: more('decidedHere'),
      retries: more('retries'),
      deadlocks: more('deadlocks'),
      lockWaits: more('lockWaits'),
      medianMs: times?.medianMs,
      p95Ms: times?.p95Ms,
    });
    before = counts;
  }

  const timer = setInterval(write, everyMs);
  return {
    close() {
      clearInterval(timer);
      write();
    },
  };
}
