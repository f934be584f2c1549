import { expect, test } from 'vitest';
import { isLiveTerminal } from './live-terminal.ts';

test.each([
  ['a terminal', { isTTY: true }, { TERM: 'xterm-256color' }, true],
  ['a terminal that does not say what it is, as on Windows', { isTTY: true }, {}, true],
  ['a terminal that knows letters only', { isTTY: true }, { TERM: 'dumb' }, false],
  ['a pipe', { isTTY: false }, { TERM: 'xterm-256color' }, false],
])('%s', (_what, stream, environment, isLive) => {
  expect(isLiveTerminal(stream, environment)).toBe(isLive);
});
