import { undecidedCauseSchema } from '#shared/attempt.ts';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';

/** A cause of trouble in words; one that another version of the program wrote stays as it is. */
export function causeWords(cause: string | null): string {
  if (cause === null) return '';
  const known = undecidedCauseSchema.safeParse(cause);
  return known.success ? UNDECIDED_CAUSES[known.data].problem : cause;
}
