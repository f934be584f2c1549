import { isLiveTerminal } from './live-terminal.ts';

/** One line that is written over again and again, and is gone at the end. */
export type ProgressLine = {
  readonly show: (words: string) => void;
  /** Takes it away, so that what comes next stands alone. */
  readonly end: () => void;
};

/** Often enough for the eye. */
const EVERY_MS = 100;
/** Where a terminal does not say how wide it is. */
const USUAL_COLUMNS = 80;
const ERASE_LINE = '\r\u001B[2K';

/** Makes it; where no person looks at a terminal, or where that can't erase, nothing is ever written. */
export function progressLineOn(stream: NodeJS.WriteStream): ProgressLine {
  const isLive = isLiveTerminal(stream, process.env);
  let shownAtMs = -Infinity;
  return {
    show(words) {
      if (!isLive || performance.now() - shownAtMs < EVERY_MS) return;
      shownAtMs = performance.now();
      // A line that wraps can't be written over.
      stream.write(`${ERASE_LINE}${words.slice(0, (stream.columns || USUAL_COLUMNS) - 1)}`);
    },
    end() {
      if (isLive && shownAtMs !== -Infinity) stream.write(ERASE_LINE);
    },
  };
}
