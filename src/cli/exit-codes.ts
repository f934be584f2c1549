/**
 * What a command's exit code says to a script. Commander's own errors (an unknown option) are `failed` too; amber alone is
 * `well`, with words.
 */
export const EXIT_CODES = {
  /** It did its work, and found nothing that does not hold. */
  well: 0,
  /** It could not do its work. */
  failed: 1,
  /** It did its work, and found something that is wrong: what, it has printed. */
  wrong: 2,
} as const;
