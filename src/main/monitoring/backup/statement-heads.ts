/** How a statement of a dump begins. */
export type StatementHead = {
  /** One character a byte: what a server or a client may run, so also what stands in `/*! ... *\/`. Another comment is a blank. */
  readonly text: string;
  /** Nothing of the statement was left out. */
  readonly isWhole: boolean;
  /** Where in the dump `text[at]` stands. */
  readonly placeOf: (at: number) => number;
};

/** Finds the statements of a dump as the server's client does: what lies in quotes and in comments begins none. */
export type StatementReader = {
  /** Reads the next piece. */
  readonly note: (piece: Buffer) => void;
  /** Reads to the end. True where a quote or a comment is still open: nobody knows then what it hides. */
  readonly end: () => boolean;
};

/** The longest that a tool writes before it comes to a name is a trigger's account. */
const HEAD_CHARACTERS = 1_024;
/** What decides is never longer: `/*M!100616`, or a delimiter. */
const LOOK_AHEAD = 24;

const PLAIN = /[\w \t\r(),.=@:\u0080-\u00FF]+/uy;
/** These are run, by one version or another; there is no version 99.99.99, and MariaDB's tool writes its first line so. */
const RUN_COMMENT = /\/\*(?:M?!(?!999999)\d*|\+)/uy;
const LINE_COMMENT = /#|--(?=\s|$)/uy;
/** To the next character that matters in quotes of this kind. */
const QUOTED = { "'": /[^'\\]*/uy, '"': /[^"\\]*/uy, '`': /[^`]*/uy } as const;
type Quote = keyof typeof QUOTED;
const DELIMITER_LINE = /^\s*delimiter\s+(?<delimiter>[;/$|]+)\s*$/iu;
const DELIMITER_BEGUN = /^\s*delimiter\s/iu;
const SQL_MODE = /\bsql_mode\s*=\s*(?<mode>'[^']*'|@)/iu;

/** Tells `onHead` of each statement, in their order. */
export function readStatements(onHead: (head: StatementHead) => void): StatementReader {
  let text = '';
  /** Where `text` begins in the dump. */
  let base = 0;
  let within: '' | 'line' | 'comment' | Quote = '';
  let delimiter = ';';
  let hasBackslashes = true;
  let head = '';
  let isWhole = true;
  let runs: { readonly from: number; readonly place: number }[] = [];

  function add(words: string, at: number): void {
    const room = HEAD_CHARACTERS - head.length;
    if (words.length > room) isWhole = false;
    if (room === 0) return;
    runs.push({ from: head.length, place: base + at });
    head += words.slice(0, room);
  }

  function finish(): void {
    const [own, ownRuns] = [head, runs];
    if (own.trim() !== '') {
      const mode = SQL_MODE.exec(own)?.groups?.['mode'];
      if (mode !== undefined) hasBackslashes = !mode.includes('NO_BACKSLASH_ESCAPES');
      onHead({ text: own, isWhole, placeOf: (at) => placeIn(ownRuns, at) });
    }
    head = '';
    runs = [];
    isWhole = true;
  }

  /** Reads what begins at `at`, and says where the next begins. */
  function step(at: number): number {
    if (within === 'line') {
      const end = text.indexOf('\n', at);
      if (end === -1) return text.length;
      within = '';
      return end;
    }
    if (within === 'comment') {
      const end = text.indexOf('*/', at);
      // The star may be the last of this piece.
      if (end === -1) return Math.max(at, text.length - 1);
      within = '';
      add(' ', at);
      return end + 2;
    }
    return within === '' ? stepPlain(at) : stepQuoted(at, within);
  }

  function stepQuoted(at: number, quote: Quote): number {
    let end = at + (matchAt(QUOTED[quote], at)?.length ?? 0);
    if (end < text.length) {
      const isEscape = hasBackslashes && text[end] === '\\';
      // A quote that is doubled closes and opens: it comes to the same.
      if (text[end] === quote) within = '';
      // What is escaped is in the next piece; it is read with that.
      if (!isEscape) end += 1;
      else if (end + 1 < text.length) end += 2;
    }
    add(text.slice(at, end), at);
    return end;
  }

  function stepPlain(at: number): number {
    const isDelimiterLine = DELIMITER_BEGUN.test(head);
    if (!isDelimiterLine && text.startsWith(delimiter, at)) {
      finish();
      return at + delimiter.length;
    }
    const character = text.charAt(at);
    if (character === '\n' && isDelimiterLine) {
      const told = DELIMITER_LINE.exec(head)?.groups?.['delimiter'];
      if (told === undefined) finish();
      else [delimiter, head, runs] = [told, '', []];
    }
    const opener = matchAt(RUN_COMMENT, at);
    if (opener !== null || text.startsWith('*/', at)) {
      add(' ', at);
      return at + (opener?.length ?? 2);
    }
    if (text.startsWith('/*', at) || matchAt(LINE_COMMENT, at) !== null) {
      within = character === '/' ? 'comment' : 'line';
      return at + (character === '/' ? 2 : 1);
    }
    if (isQuote(character)) within = character;
    const words = matchAt(PLAIN, at) ?? character;
    add(words, at);
    return at + words.length;
  }

  function matchAt(pattern: RegExp, at: number): string | null {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  }

  function readUpTo(end: number): void {
    let at = 0;
    while (at < end) {
      const next = step(at);
      if (next === at) break;
      at = next;
    }
    base += at;
    text = text.slice(at);
  }

  return {
    note(piece) {
      text += piece.toString('latin1');
      readUpTo(text.length - LOOK_AHEAD);
    },
    end() {
      text += '\n';
      readUpTo(text.length);
      finish();
      return within !== '' && within !== 'line';
    },
  };
}

function isQuote(character: string): character is Quote {
  return character in QUOTED;
}

function placeIn(runs: readonly { readonly from: number; readonly place: number }[], at: number): number {
  const run = runs.findLast(({ from }) => from <= at);
  return run === undefined ? at : run.place + at - run.from;
}
