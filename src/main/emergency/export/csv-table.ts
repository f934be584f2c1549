import { stringify } from 'csv-stringify/sync';
import type { Sink } from './whole-file.ts';

/** How the laptop's spreadsheet wants its lists. */
export type CsvManners = {
  /** Excel splits at semicolons where a comma stands in numbers; LibreOffice asks. */
  readonly delimiter: ',' | ';';
  readonly timeZone?: string;
};

export type CsvCell = string | number | null;

/** The manners of the system's language. */
export function csvManners(locale?: string): CsvManners {
  const mark = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value;
  return { delimiter: mark === ',' ? ';' : ',' };
}

/**
 * Begins a table for Excel and LibreOffice, and gives what writes its rows: UTF-8 with the mark that Excel needs, CRLF, and
 * no cell that a spreadsheet would run as a formula. Texts that somebody typed go through `harmless` first.
 */
export async function beginCsv(
  manners: CsvManners,
  sink: Sink,
): Promise<(rows: readonly (readonly CsvCell[])[]) => Promise<void>> {
  await sink(Buffer.from('\uFEFF'));
  return (rows) =>
    sink(
      Buffer.from(
        stringify(
          rows.map((row) => [...row]),
          { delimiter: manners.delimiter, record_delimiter: 'windows', escape_formulas: true },
        ),
      ),
    );
}

/**
 * Text on one line (a break inside a cell is right in CSV and wrong in half of the programs that read it), and with no formula behind
 * a separator: where the other program splits at another one than ours, that would be a cell of its own.
 */
export function harmless(text: string): string {
  return text
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replaceAll(/(?<separator>[,;|]\s*)(?=[=+\-@＝＋－＠])/gu, "$<separator>'");
}
