import type { Logger } from '#main/log/logger.ts';

/** A log that nobody reads. */
export const silentLog: Logger = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  named: () => silentLog,
};

/** One entry that a test's log kept. */
export type KeptEntry = {
  readonly level: string;
  readonly sentence: string;
  readonly fields: Readonly<Record<string, unknown>>;
};

/** A log that keeps its entries, for a test to look at. */
export function keepingLog(): { readonly log: Logger; readonly entries: KeptEntry[] } {
  const entries: KeptEntry[] = [];
  const keep = (level: string) => (sentence: string, fields?: Readonly<Record<string, unknown>>) => {
    entries.push({ level, sentence, fields: fields ?? {} });
  };
  const log: Logger = { info: keep('info'), warn: keep('warn'), error: keep('error'), named: () => log };
  return { log, entries };
}
