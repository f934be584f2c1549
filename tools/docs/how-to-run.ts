import path from 'node:path';

/** How one of the documents' commands is run by the test. */
export type Run = {
  readonly program: string;
  readonly args: readonly string[];
  /** What it may end with: a check of a test's database finds things to say. */
  readonly exitCodes: readonly number[];
  readonly input: string;
  /** Ends it once it has said something: it would go on for ever. */
  readonly isEndedByHand: boolean;
};

const ROOT = path.resolve(import.meta.dirname, '../..');
const ADMIT_ONE = ['npm', 'run', '--silent', 'admit-one', '--'] as const;

/** What a command needs besides its own words, by how its words begin. */
const PARTICULARS: readonly {
  readonly begins: string;
  readonly more?: readonly string[];
  readonly exitCodes?: readonly number[];
  readonly input?: string;
  readonly isEndedByHand?: true;
}[] = [
  // A server that tests use is not set up for an event.
  { begins: 'check', exitCodes: [0, 2] },
  { begins: 'pin set', input: '246810\n246810\n' },
  // What all scenarios come to has tests of its own.
  {
    begins: 'rehearse',
    more: ['--gates', '2', '--tickets', '40', '--scenario', 'rush'],
  },
  { begins: 'monitor --real-time', isEndedByHand: true },
  // An open conflict is an alert.
  { begins: 'monitor', exitCodes: [0, 2] },
];

/** Programs that open a window or print: whether they know the options is asked with `--help`. */
const SHOWN_ONLY: Readonly<Record<string, string>> = {
  'npm start --': 'tools/start/start.ts',
  'npm run practice-tickets': 'tools/practice/practice-tickets.ts',
};

/**
 * How to run a command with these words.
 * @throws {Error} for one that nobody has said how to run: what a document says is tried, or it is not said.
 */
export function howToRun(words: readonly string[]): Run {
  const text = words.join(' ');
  const usual = { exitCodes: [0], input: '', isEndedByHand: false } as const;
  if (ADMIT_ONE.every((word, at) => words[at] === word)) {
    const args = words.slice(ADMIT_ONE.length);
    const particulars = PARTICULARS.find(({ begins }) => args.join(' ').startsWith(begins));
    const { more = [], exitCodes = usual.exitCodes, input = '', isEndedByHand = false } = particulars ?? {};
    const program = path.join(ROOT, 'src/cli/admit-one.ts');
    return { program, args: [...args, ...more], exitCodes, input, isEndedByHand };
  }
  for (const [begins, program] of Object.entries(SHOWN_ONLY)) {
    if (!text.startsWith(begins)) continue;
    const args = text
      .slice(begins.length)
      .split(' ')
      .filter((word) => word !== '');
    return { ...usual, program: path.join(ROOT, program), args: [...args, '--help'] };
  }
  throw new Error(`Nobody has said how to run “${text}” in tools/docs/how-to-run.ts.`);
}
