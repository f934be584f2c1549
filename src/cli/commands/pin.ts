import type { Command } from 'commander';
import { wrappedSearchKeySchema } from '#main/emergency/snapshot/search-keys.ts';
import { openPinLock } from '#main/lead/pin/pin-lock.ts';
import { presetPin } from '#main/lead/pin/preset-pin.ts';
import { searchPinKeys } from '#main/lead/pin/search-pin-keys.ts';
import { isPractising, openContext } from '../context.ts';
import { CommandError } from '../explain-failure.ts';
import { openPinPrompt } from '../read-pin.ts';

type PinOptions = { readonly reset?: true };

/** `admit-one pin set`. */
export function addPinCommand(program: Command): void {
  program
    .command('pin')
    .description('the PIN of the lead’s screen on this laptop')
    .command('set')
    .description('chooses it; asks for the one that is set, if there is one')
    .option(
      '--reset',
      'when it was forgotten; the names that the lead searches are filled in anew from the database',
    )
    .addHelpText(
      'after',
      '\nExample: admit-one pin set\n\nReads from the terminal without showing it, else from standard input: the PIN that is set (if there is one and without --reset), then the new one, a line each. A terminal asks for the new one twice.',
    )
    .action(setPin);
}

async function setPin(options: PinOptions): Promise<void> {
  const context = openContext();
  const { folder, log } = context;
  const isPractice = await isPractising(context);
  const whose = isPractice ? ' for practice: no database is set up on this laptop' : '';
  const prompt = openPinPrompt();
  try {
    if (options.reset === true) {
      await presetPin({ folder, isPractice, pin: await prompt.choose('New PIN') });
      log.warn('The PIN was reset from the command line');
      process.stdout.write(`The new PIN is set${whose}. A kiosk that runs takes it from now on.\n`);
      return;
    }
    const lock = await openPinLock({
      folder,
      isPractice,
      keys: searchPinKeys,
      schema: wrappedSearchKeySchema,
      onWrapped: () => undefined,
      log,
    });
    try {
      const { isPinSet } = await lock.state();
      const currentPin = isPinSet ? await prompt.ask('The PIN that is set') : null;
      const reply = await lock.choose(await prompt.choose('New PIN'), currentPin);
      if (reply.outcome === 'unlocked') process.stdout.write(`The new PIN is set${whose}.\n`);
      else if (reply.outcome === 'failed') throw new CommandError(reply.problem);
      else if (reply.outcome === 'too-early') {
        throw new CommandError(`There were wrong tries: the next one is taken at ${reply.lock.nextTryAt}.`);
      } else throw new CommandError('That is not the PIN that is set. “--reset” sets a new one without it.');
    } finally {
      lock.close();
    }
  } finally {
    prompt.close();
  }
}
