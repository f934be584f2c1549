import { styleText } from 'node:util';

/** How well something is. A mark and a word stand beside every colour. */
export type Level = 'green' | 'amber' | 'red';

const MARKS: Readonly<Record<Level, string>> = { green: '✓', amber: '!', red: '✗' };

/** Colours text for a stream: only where a person looks at a terminal, and has not asked for none (NO_COLOR). */
export type Paint = {
  readonly level: (level: Level, text: string) => string;
  /** The level's mark, coloured. */
  readonly mark: (level: Level) => string;
  readonly heading: (text: string) => string;
  readonly faint: (text: string) => string;
};

/** Makes it. `styleText` asks the stream whether it takes colours. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const style = (format: Parameters<typeof styleText>[0], text: string): string =>
    styleText(format, text, { stream, validateStream: true });
  const level = (which: Level, text: string): string => style(which === 'amber' ? 'yellow' : which, text);
  return {
    level,
    mark: (which) => level(which, MARKS[which]),
    heading: (text) => style('bold', text),
    faint: (text) => style('dim', text),
  };
}
