/** A command that a document tells somebody to type. */
export type DocCommand = {
  /** The line of the document on which it begins, from 1. */
  readonly line: number;
  /** Its words, without what a shell does with quotes and comments. */
  readonly words: readonly string[];
};

/** Every command in the fenced `sh` blocks of a document. Throws for a quote that nobody closes. */
export function readCommands(markdown: string): readonly DocCommand[] {
  const commands: DocCommand[] = [];
  let isInBlock = false;
  let begun: { readonly line: number; readonly text: string } | null = null;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (line.startsWith('```')) {
      isInBlock = !isInBlock && line === '```sh';
      continue;
    }
    if (!isInBlock) continue;
    const whole: string = `${begun?.text ?? ''}${line}`;
    const first: number = begun?.line ?? index + 1;
    if (line.endsWith('\\')) {
      begun = { line: first, text: `${whole.slice(0, -1)} ` };
      continue;
    }
    begun = null;
    const words = splitWords(whole);
    if (words.length > 0) commands.push({ line: first, words });
  }
  return commands;
}

/** Splits at blanks as a shell does, with double quotes, up to a comment. */
function splitWords(text: string): readonly string[] {
  const words: string[] = [];
  for (const [, quoted, plain] of text.matchAll(/"([^"]*)"|(\S+)/gu)) {
    if (plain?.startsWith('#') === true) break;
    if (plain?.includes('"') === true) throw new Error(`A quote is not closed: ${text}`);
    words.push(quoted ?? plain ?? '');
  }
  return words;
}
