/** One line of the program's log, as `createLogger` writes it. */
export type LogEntry = {
  /** ISO 8601 in UTC, by the laptop's clock. */
  readonly at: string;
  readonly level: 'info' | 'warn' | 'error';
  readonly module: string;
  readonly sentence: string;
  readonly fields: Readonly<Record<string, unknown>>;
};

const LINE =
  /^\[(?<at>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)\] \[(?<level>info|warn|error)\] +\((?<module>[^)]*)\) (?<text>.*)$/u;

/** Reads a line; null for what is no whole line of our log. */
export function readLogEntry(line: string): LogEntry | null {
  const groups = LINE.exec(line)?.groups;
  if (groups === undefined) return null;
  const { at = '', level, module = '', text = '' } = groups;
  const split = splitFields(text);
  if (split === null || Number.isNaN(Date.parse(at))) return null;
  return { at, level: level === 'info' || level === 'warn' ? level : 'error', module, ...split };
}

/** The fields are the JSON object that the line ends with. A line that ends in half of one was cut off. */
function splitFields(text: string): Pick<LogEntry, 'sentence' | 'fields'> | null {
  const start = text.indexOf(' {');
  if (start === -1) return { sentence: text, fields: {} };
  try {
    const fields: unknown = JSON.parse(text.slice(start + 1));
    if (typeof fields !== 'object' || fields === null) return null;
    return { sentence: text.slice(0, start), fields: { ...fields } };
  } catch {
    return null;
  }
}
