import { beginCsv, type CsvCell, type CsvManners, harmless } from '#main/emergency/export/csv-table.ts';
import { createBreathing } from '#main/emergency/export/breathing.ts';
import type { Sink } from '#main/emergency/export/whole-file.ts';
import type { ReportCell, ReportColumn, ReportTable } from '../document.ts';
import type { ReportWords } from '../report-words.ts';

/** To the disk one by one they would take ten times as long. */
const ROWS_AT_ONCE = 200;

/** One table of the report for a spreadsheet: whole, times with their distance from UTC, spans in seconds. */
export async function writeReportCsv(
  { columns, rows }: ReportTable,
  options: { readonly words: ReportWords; readonly manners: CsvManners },
  sink: Sink,
): Promise<void> {
  const breathe = createBreathing();
  const write = await beginCsv(options.manners, sink);
  await write([columns.map(headingWithUnit)]);
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE);
    await write(
      some.map((row) => columns.map((column, at) => cellInTable(row[at] ?? null, column, options.words))),
    );
    await breathe();
  }
}

function headingWithUnit({ heading, kind }: ReportColumn): string {
  if (kind === 'span') return `${heading} (s)`;
  return kind === 'milliseconds' ? `${heading} (ms)` : heading;
}

function cellInTable(cell: ReportCell, { kind }: ReportColumn, words: ReportWords): CsvCell {
  if (typeof cell === 'string') return harmless(cell);
  if (cell === null) return null;
  if (kind === 'time') return words.wholeTime(cell);
  return kind === 'span' ? Math.round(cell) / 1_000 : cell;
}
