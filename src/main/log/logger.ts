/** A value that may stand in the log. Codes, names and passwords never do: the sink redacts what slips through. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One module's voice in the log: a short sentence plus fields. */
export type Logger = {
  readonly info: (sentence: string, fields?: LogFields) => void;
  readonly warn: (sentence: string, fields?: LogFields) => void;
  readonly error: (sentence: string, fields?: LogFields) => void;
  /** The same log under another module's name. */
  readonly named: (module: string) => Logger;
};
