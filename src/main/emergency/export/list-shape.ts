/** A column: its heading and width in points. `tick` is a box for a pen. */
type ListColumn = { readonly heading: string; readonly width: number; readonly kind: 'text' | 'tick' };

export type PdfList = {
  readonly title: string;
  /** Under the title, on the first page. */
  readonly introduction: readonly string[];
  readonly columns: readonly ListColumn[];
  /** A cell a column, a row a line. */
  readonly rows: Iterable<readonly string[]>;
  /** At the foot of every page. */
  readonly footer: string;
  readonly orientation: 'portrait' | 'landscape';
  readonly textSize: number;
};

/** A row with its cells broken into lines. */
export type BrokenRow = { readonly cells: readonly (readonly string[])[]; readonly height: number };
