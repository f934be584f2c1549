import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { openPinPrompt } from './read-pin.ts';

/** A prompt that reads what was typed, at a terminal or not, and what it asked. */
function promptOn(typed: string, isTTY: boolean) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const questions = new PassThrough();
  input.end(typed);
  return { prompt: openPinPrompt({ input, questions }), asked: () => String(questions.read() ?? '') };
}

test('a new PIN is asked for twice at a terminal, and shown nowhere', async () => {
  const { prompt, asked } = promptOn('123456\n123456\n', true);
  expect(await prompt.choose('New PIN')).toBe('123456');
  expect(asked()).toBe('New PIN: \nNew PIN again: \n');
  prompt.close();
});

test('a new PIN that was typed differently the second time is not taken', async () => {
  const { prompt } = promptOn('123456\n123465\n', true);
  await expect(prompt.choose('New PIN')).rejects.toThrow(/not the same/u);
  prompt.close();
});

test('a script gives a new PIN once, and the one that is set is asked for once', async () => {
  const script = promptOn('1234\n5678\n', false);
  expect(await script.prompt.ask('The PIN that is set')).toBe('1234');
  expect(await script.prompt.choose('New PIN')).toBe('5678');
  expect(script.asked()).toBe('');
  script.prompt.close();
});
