import type { ReportSection } from '../document.ts';
import type { ReportWords } from '../report-words.ts';

/** A section without what only a spreadsheet can hold; null where nothing else is in it. */
export function forPages(section: ReportSection): ReportSection | null {
  const tables = section.tables.filter(({ isForSpreadsheets }) => isForSpreadsheets !== true);
  const isEmpty = tables.length + section.charts.length + section.statements.length === 0;
  return isEmpty ? null : { ...section, tables };
}

/** Says that a table goes on. */
export function moreRows(count: number, words: ReportWords): string {
  return `And ${words.count(count)} more: “--csv” writes them all.`;
}
