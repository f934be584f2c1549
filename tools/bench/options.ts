import { Command, InvalidArgumentError } from 'commander';

const PARTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
type BenchPart = (typeof PARTS)[number];

export type BenchOptions = {
  readonly isJson: boolean;
  readonly parts: ReadonlySet<BenchPart>;
  /** Numbers of ticket purchases for the admission and the snapshot. */
  readonly sizes: readonly number[];
};

/** Reads the command line of `npm run bench`; ends the process on `--help` and on what it does not know. */
export function readBenchOptions(argv: readonly string[]): BenchOptions {
  const command = new Command('npm run bench --')
    .description(
      'Measures the admission, the decoder, the kiosk and the emergency on private servers of its own.',
    )
    .option('--json', 'one JSON document on standard output instead of tables', false)
    .option(
      '--only <parts>',
      'a: admission, b: decoding, c: frame to verdict, d: launch and memory, e: snapshot, f: replay of emergency logs, g: what monitoring costs the gates, h: verifying the books',
      parseParts,
      new Set(PARTS),
    )
    .option(
      '--sizes <numbers>',
      'ticket purchases for the admission and the snapshot',
      parseSizes,
      [2_000, 100_000, 1_000_000],
    )
    .allowExcessArguments(false)
    .addHelpText(
      'after',
      '\nADMIT_ONE_QR_PHOTOS names a folder of photographs for the decoder: NAME.png with its text in NAME.txt.',
    )
    .parse(argv, { from: 'user' });
  const { json, only, sizes } = command.opts<{
    readonly json: boolean;
    readonly only: ReadonlySet<BenchPart>;
    readonly sizes: readonly number[];
  }>();
  return { isJson: json, parts: only, sizes };
}

function parseParts(text: string): ReadonlySet<BenchPart> {
  const wanted = text.split(',');
  const known = PARTS.filter((part) => wanted.includes(part));
  if (known.length !== new Set(wanted).size) {
    throw new InvalidArgumentError(`The parts are ${PARTS.join(', ')}, separated by commas.`);
  }
  return new Set(known);
}

/** The fewest ticket purchases among which the benchmark finds enough ordinary ones. */
const LEAST_SIZE = 500;

function parseSizes(text: string): readonly number[] {
  const sizes = text.split(',').map(Number);
  if (sizes.some((size) => !Number.isInteger(size) || size < LEAST_SIZE)) {
    throw new InvalidArgumentError(`They are whole numbers of at least ${LEAST_SIZE}, separated by commas.`);
  }
  return sizes;
}
