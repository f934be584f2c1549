/** Who closes what a person had to look into, and why. */
export type ClosingWords = {
  readonly closedBy: string;
  readonly why: string;
  /** By the best clock that the caller has. */
  readonly now: Date;
};

/**
 * A closing as the database keeps it: the name, and all of it on one line.
 * @throws {RangeError} without a name or a word of why.
 */
export function wordsOfClosing({ closedBy, why, now }: ClosingWords): {
  readonly closedBy: string;
  readonly closing: string;
} {
  const name = onOneLine(closedBy);
  const reason = onOneLine(why);
  if (name === '' || reason === '') throw new RangeError('it is closed by a name, with a word of why');
  return { closedBy: name, closing: `${now.toISOString()} ${name}: ${reason}` };
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
