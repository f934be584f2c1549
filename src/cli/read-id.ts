import { InvalidArgumentError } from 'commander';

/**
 * Reads the number that a row is known by: a concert's, a conflict's.
 * @throws {InvalidArgumentError} for anything else, with a sentence.
 */
export function readId(text: string): number {
  const id = Number(text);
  if (!Number.isSafeInteger(id) || id < 1) throw new InvalidArgumentError('It takes a whole number from 1.');
  return id;
}
