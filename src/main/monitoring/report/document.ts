import type { ChartOption } from '../charts/render-chart.ts';

/** A report before it is a page, a print or a table: its sections in words, charts and tables, the same for every kind of file. */
export type ReportDocument = {
  readonly title: string;
  /** Venue, hours, when it was made and which time zone its times are in. */
  readonly introduction: readonly string[];
  /** Above everything: who may see it. */
  readonly notice: string;
  readonly sections: readonly ReportSection[];
};

export type ReportSection = {
  readonly title: string;
  readonly statements: readonly Statement[];
  /** The few numbers that everybody asks for. */
  readonly figures?: readonly { readonly value: string; readonly label: string }[];
  readonly charts: readonly ReportChart[];
  readonly tables: readonly ReportTable[];
};

/** A sentence; one with a level says whether that is well. */
export type Statement = { readonly level: 'plain' | 'green' | 'amber' | 'red'; readonly words: string };

export type ReportChart = { readonly title: string; readonly option: ChartOption; readonly height: number };

/**
 * What stands in a column: text, a number, the number that a row is known by, an instant (milliseconds since 1970), a span in milliseconds that people read, or
 * milliseconds that stay milliseconds.
 */
type ColumnKind = 'text' | 'number' | 'id' | 'time' | 'span' | 'milliseconds';

/** `share` is the column's part of a printed line, against the other columns' (1 where it is left out). */
export type ReportColumn = { readonly heading: string; readonly kind: ColumnKind; readonly share?: number };
export type ReportCell = string | number | null;

export type ReportTable = {
  /** Its name as a file. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly ReportCell[])[];
  /** Too long to be read by anybody: in the spreadsheet files only. */
  readonly isForSpreadsheets?: true;
};

/** A sentence that judges nothing. */
export function plain(words: string): Statement {
  return { level: 'plain', words };
}
