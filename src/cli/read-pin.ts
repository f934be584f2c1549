import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { pinSchema } from '#shared/lead.ts';
import { CommandError } from './explain-failure.ts';

/** Asks for PINs: hidden at a terminal, else a line of standard input each. */
export type PinPrompt = {
  /** @throws {CommandError} for what is no PIN, or when there is no line left. */
  readonly ask: (question: string) => Promise<string>;
  /**
   * Asks for a new one; twice at a terminal, where nobody sees what was typed.
   * @throws {CommandError} when the two differ, too.
   */
  readonly choose: (question: string) => Promise<string>;
  readonly close: () => void;
};

/** Where the prompt reads, and where it asks. */
type Streams = {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly questions: NodeJS.WritableStream;
};

/** Opens the prompt; close it, or the process goes on waiting for input. */
export function openPinPrompt(
  { input, questions }: Streams = { input: process.stdin, questions: process.stderr },
): PinPrompt {
  const isTerminal = input.isTTY === true;
  // What readline would echo goes nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: nowhere, terminal: isTerminal });
  const lines = reader[Symbol.asyncIterator]();
  async function ask(question: string): Promise<string> {
    if (isTerminal) questions.write(`${question}: `);
    const line = await lines.next();
    if (isTerminal) questions.write('\n');
    const pin = pinSchema.safeParse(line.done === true ? '' : line.value.trim());
    // Never the value, which would stand in a terminal's scroll.
    if (!pin.success) throw new CommandError('A PIN is 4 to 12 digits.');
    return pin.data;
  }
  return {
    ask,
    async choose(question) {
      const pin = await ask(question);
      if (isTerminal && (await ask(`${question} again`)) !== pin) {
        throw new CommandError('The two are not the same: nothing was changed. Start again.');
      }
      return pin;
    },
    close: () => reader.close(),
  };
}
