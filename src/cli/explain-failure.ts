import { SentenceError } from '#shared/sentence-error.ts';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import { classifyFailure } from '#main/database/failures.ts';
import { originOf } from '#main/log/describe-error.ts';

/** A failure that a command already put into a sentence. */
export class CommandError extends SentenceError {
  override readonly name = 'CommandError';
}

/** Says in a sentence or two what went wrong and what to do; a stack is for the log, not for a terminal. */
export function explainFailure(error: unknown): string {
  if (error instanceof SentenceError) return error.message;
  const failure = classifyFailure(error);
  if (failure.cause !== 'unexpected') {
    const { problem, advice } = UNDECIDED_CAUSES[failure.cause];
    const { code } = originOf(error);
    return `${problem} ${advice}${code === undefined ? '' : ` (${code})`}`;
  }
  return error instanceof Error ? error.message : String(error);
}
