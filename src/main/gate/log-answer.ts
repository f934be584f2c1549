import type { Answer } from '#shared/attempt.ts';
import type { Logger } from '#main/log/logger.ts';

/** A guest notices: the seed promises less than a second. */
const SLOW_MS = 1_000;

/** Writes into the log what the door should not have seen: a verdict that was none, and a long wait. For the analysis afterwards. */
export function logAnswer(log: Logger, answer: Answer): void {
  const { attemptId, verdict, decidedBy } = answer;
  const durationMs = Math.round(answer.durationMs);
  if (answer.verdict === 'undecided') {
    log.warn('An attempt was answered “undecided”', { attemptId, cause: answer.cause, durationMs });
  }
  if (durationMs >= SLOW_MS) log.warn('An answer was slow', { attemptId, verdict, decidedBy, durationMs });
}
