import { SentenceError } from '#shared/sentence-error.ts';

/** A migration that can't be done, in a sentence for the person who started it. Nothing was dropped or rewritten. */
export class MigrationError extends SentenceError {
  override readonly name = 'MigrationError';
}
