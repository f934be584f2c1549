import type { CheckLine } from '#shared/system-check.ts';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import { classifyFailure, TimeLimitError } from '#main/database/failures.ts';
import { originOf } from '#main/log/describe-error.ts';
import { amber, type Judgement, lineOf, red, type Subject } from './check.ts';
import type { MissingRight } from './missing-right.ts';

/** Denied: a command on a table, on a column, and a right that is the server's own. */
const DENIED: ReadonlySet<number> = new Set([1142, 1143, 1227, 1044]);

/**
 * The lines of a look that failed. What keeps a gate from deciding is red; what the database's user may not see, and what nobody expected, is
 * amber. `missing` is the right that it was denied for, where that is known.
 * @throws the same error again when the database is away: then there is nothing to check.
 */
export function describeFailedLook(
  subjects: readonly Subject[],
  error: unknown,
  missing: MissingRight | null,
): readonly CheckLine[] {
  const isSlow = error instanceof TimeLimitError;
  if (classifyFailure(error).kind === 'lost' && !isSlow) throw error;
  return subjects.map((subject) => lineOf(subject, judgeFailure(error, missing)));
}

function judgeFailure(error: unknown, missing: MissingRight | null): Judgement {
  if (error instanceof TimeLimitError) {
    return amber(
      'The database did not answer in time.',
      'Look again; if it stays so, see what else the server is doing, and the network.',
    );
  }
  if (missing !== null) return amber(`The database’s user lacks the right ${missing.right}.`, missing.advice);
  const { errno } = originOf(error);
  if (errno !== undefined && DENIED.has(errno)) {
    return amber(
      'The database’s user may not look at it.',
      'Let somebody look who may, or give the user the right.',
    );
  }
  const { cause } = classifyFailure(error);
  if (cause !== 'unexpected') {
    const { problem, advice } = UNDECIDED_CAUSES[cause];
    return red(problem, advice);
  }
  const words = error instanceof Error ? error.message : String(error);
  return amber(`It could not be looked at: ${words}`, 'Look at the server by hand.');
}
