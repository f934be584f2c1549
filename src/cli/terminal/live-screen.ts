import { clipLine } from './clip-line.ts';

/** How large the terminal is now. */
export type ScreenSize = { readonly columns: number; readonly rows: number };

/** What fills the screen at a size. */
type Picture = (size: ScreenSize) => readonly string[];

/** A screen that is drawn anew in place, and that gives the terminal back as it was. */
export type LiveScreen = {
  /** Draws it now, and again when the window changes its size. */
  readonly show: (picture: Picture) => void;
  /** Gives the terminal back; again does no harm. */
  readonly close: () => void;
};

/** The other screen, which leaves what was in the terminal as it was; without a cursor, and without wrapping lines. */
const ENTER = '\u001B[?1049h\u001B[?25l\u001B[?7l';
const LEAVE = '\u001B[?7h\u001B[?25h\u001B[?1049l';
/** Terminals that know it show a whole picture at once; the others pass it over. */
const BEGIN_PICTURE = '\u001B[?2026h\u001B[H';
const END_PICTURE = '\u001B[J\u001B[?2026l';
const REST_OF_LINE = '\u001B[K';
const CTRL_C = '\u0003';
const USUAL: ScreenSize = { columns: 80, rows: 24 };

/** Takes the terminal; `onQuit` is called at q and at Ctrl+C, which no longer is a signal here. */
export function openLiveScreen(options: {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly onQuit: () => void;
}): LiveScreen {
  const { input, output, onQuit } = options;
  let picture: Picture | null = null;
  let isOpen = true;

  const draw = (): void => {
    if (picture === null || !isOpen) return;
    // A terminal that does not know its size says nought.
    const size = { columns: output.columns || USUAL.columns, rows: output.rows || USUAL.rows };
    const lines = picture(size)
      .slice(0, size.rows)
      .map((line) => clipLine(line, size.columns) + REST_OF_LINE);
    output.write(BEGIN_PICTURE + lines.join('\r\n') + END_PICTURE);
  };
  const onKey = (keys: Buffer | string): void => {
    if (/[qQ]/u.test(String(keys)) || String(keys).includes(CTRL_C)) onQuit();
  };
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    process.off('exit', close);
    output.off('resize', draw);
    input.off('data', onKey);
    if (input.isTTY) input.setRawMode(false);
    input.pause();
    output.write(LEAVE);
  };

  // However the program ends: a terminal without a cursor and echo is one that nobody can use.
  process.on('exit', close);
  output.on('resize', draw);
  if (input.isTTY) input.setRawMode(true);
  input.on('data', onKey);
  input.resume();
  output.write(ENTER);
  return {
    show(next) {
      picture = next;
      draw();
    },
    close,
  };
}
