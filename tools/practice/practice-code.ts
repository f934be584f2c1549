import { createHash } from 'node:crypto';

/** Every practice code begins so: nobody can take one for a code that was sold. */
export const PRACTICE_PREFIX = 'PRACTICE';

/** With the prefix 26 characters, as long as the codes that ticket shops make: url-safe, 108 bits. */
const RANDOM_CHARACTERS = 18;

/** The code of the practice ticket purchase `index`; the same for ever, so that a printed sheet stays valid. */
export function practiceCode(index: number): string {
  return codeFor(`ticket purchase ${index}`);
}

/** A code that looks like the others and that no practice ticket purchase has. */
export function unknownPracticeCode(): string {
  return codeFor('nobody');
}

function codeFor(text: string): string {
  const digest = createHash('sha256').update(`Admit One practice: ${text}`).digest('base64url');
  return PRACTICE_PREFIX + digest.slice(0, RANDOM_CHARACTERS);
}
