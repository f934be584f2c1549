/** A migration that can't be done, in a sentence for the person who started it. Nothing was dropped or rewritten. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}
