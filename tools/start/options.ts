import { Command, InvalidArgumentError, Option } from 'commander';

export type StartOptions = {
  readonly isHeadless: boolean;
  readonly hasDemoCamera: boolean;
  /** The control room in place of a kiosk. */
  readonly isControlRoom: boolean;
  readonly ticketCount: number;
};

/** Reads the command line of `npm start`; ends the process on `--help` and on an option that it does not know. */
export function readOptions(argv: readonly string[]): StartOptions {
  const command = new Command('npm start --')
    .description(
      'Opens the kiosk, or the control room: on the database of this laptop’s settings (or ADMIT_ONE_DATABASE_URL), else on a private practice server.',
    )
    .option('--headless', 'without a visible window; prints a line when it is ready', false)
    .option('--control-room', 'the coordinator’s window instead of a gate: the whole night, no camera', false)
    .addOption(
      new Option('--demo-camera', 'a film of practice tickets instead of the webcam')
        .default(false)
        .conflicts('controlRoom'),
    )
    .option('--tickets <count>', 'how many ticket purchases to practise with', parseCount, 2_000)
    .allowExcessArguments(false)
    .addHelpText(
      'after',
      '\nHold Ctrl+Shift+Q for two seconds in the kiosk, or press Ctrl+C here, to end it.\nExample: npm start -- --control-room',
    )
    .parse(argv, { from: 'user' });
  const { headless, demoCamera, controlRoom, tickets } = command.opts<{
    readonly headless: boolean;
    readonly demoCamera: boolean;
    readonly controlRoom: boolean;
    readonly tickets: number;
  }>();
  return {
    isHeadless: headless,
    hasDemoCamera: demoCamera,
    isControlRoom: controlRoom,
    ticketCount: tickets,
  };
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 20) {
    throw new InvalidArgumentError('It must be a whole number of at least 20.');
  }
  return count;
}
