import { InvalidArgumentError } from 'commander';

/** An option that takes words: a name, a reason. @throws InvalidArgumentError for none. */
export function readWords(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It takes a word or more.');
  return text;
}
