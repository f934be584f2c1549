import { expect, it } from 'vitest';
import { readCommands } from './read-commands.ts';

const DOCUMENT = [
  '# Title',
  '',
  'Text with `npm run nothing`.',
  '',
  '```sh',
  'npm run one -- --two   # why',
  '',
  '# a comment alone',
  'npm run long \\',
  '  --by "Mia Example" --why "out # in"',
  '```',
  '',
  '```json',
  '{ "npm": "run json" }',
  '```',
  '```sh',
  'last',
  '```',
].join('\n');

it('finds every command of the sh blocks and nothing else, with its line', () => {
  expect(readCommands(DOCUMENT)).toEqual([
    { line: 6, words: ['npm', 'run', 'one', '--', '--two'] },
    { line: 9, words: ['npm', 'run', 'long', '--by', 'Mia Example', '--why', 'out # in'] },
    { line: 17, words: ['last'] },
  ]);
});

it('takes no quote for closed that is not', () => {
  expect(() => readCommands('```sh\nnpm run "one\n```')).toThrow('not closed');
});
