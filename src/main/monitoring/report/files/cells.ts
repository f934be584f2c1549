import { formatSpan } from '#shared/span.ts';
import type { ReportCell, ReportColumn } from '../document.ts';
import type { ReportWords } from '../report-words.ts';

/** A cell as people read it on a page. */
export function cellOnPage(cell: ReportCell, { kind }: ReportColumn, words: ReportWords): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  switch (kind) {
    case 'time':
      return words.time(cell);
    case 'span':
      return cell < 0 ? `−${formatSpan(-cell)}` : formatSpan(cell);
    case 'milliseconds':
      return `${words.count(cell)} ms`;
    case 'id':
      return String(cell);
    case 'number':
    case 'text':
      return words.count(cell);
  }
}

/** Whether a column stands to the right: what is counted or measured. */
export function isToTheRight({ kind }: ReportColumn): boolean {
  return kind === 'number' || kind === 'id' || kind === 'span' || kind === 'milliseconds';
}
