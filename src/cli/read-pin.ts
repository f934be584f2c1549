import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { pinSchema } from '#shared/lead.ts';
import { CommandError } from './explain-failure.ts';

/** Asks for PINs: hidden at a terminal, else a line of standard input each. */
export type PinPrompt = {
  /** @throws {CommandError} for what is no PIN, or when there is no line left. */
  readonly ask: (question: string) => Promise<string>;
  readonly close: () => void;
};

/** Opens the prompt; close it, or the process goes on waiting for input. */
export function openPinPrompt(): PinPrompt {
  const isTerminal = process.stdin.isTTY;
  // What readline would echo goes nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: isTerminal });
  const lines = reader[Symbol.asyncIterator]();
  return {
    async ask(question) {
      if (isTerminal) process.stderr.write(`${question}: `);
      const line = await lines.next();
      if (isTerminal) process.stderr.write('\n');
      const pin = pinSchema.safeParse(line.done === true ? '' : line.value.trim());
      // Never the value, which would stand in a terminal's scroll.
      if (!pin.success) throw new CommandError('A PIN is 4 to 12 digits.');
      return pin.data;
    },
    close: () => reader.close(),
  };
}
