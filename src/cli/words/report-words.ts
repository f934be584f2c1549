import { reportDocument, type ReportContents } from '#main/monitoring/report/report-document.ts';
import type { Paint } from '../terminal/paint.ts';
import { plainText } from '../terminal/plain-text.ts';

/** A report's sentences, section by section, without its charts and tables; and where the files are. */
export function describeReport(contents: ReportContents, files: readonly string[], paint: Paint): string {
  const { document } = reportDocument(contents);
  const { title, introduction, notice, sections } = document;
  const told = sections.filter(({ statements }) => statements.length > 0);
  return [
    paint.heading(plainText(title)),
    ...introduction.map((line) => paint.faint(plainText(line))),
    ...told.flatMap(({ title: heading, figures = [], statements }) => [
      '',
      paint.heading(heading),
      ...figures.map(({ value, label }) => `  ${value} ${label}`),
      ...statements.map(({ level, words }) => {
        const text = plainText(words);
        return level === 'plain' ? `  ${text}` : `${paint.mark(level)} ${paint.level(level, text)}`;
      }),
    ]),
    '',
    ...(files.length === 0
      ? [paint.faint('With charts and tables: “--html FILE”, “--pdf FILE”, “--csv FOLDER”.')]
      : [...files, notice]),
  ].join('\n');
}

/** The same as figures for a script. */
export function reportAsJson(contents: ReportContents, files: readonly string[]): string {
  const { facts, figures, integrity, logs, isPractice } = contents;
  const { readAt, concert, outages, conflicts } = facts;
  return JSON.stringify({ readAt, concert, isPractice, integrity, figures, outages, conflicts, logs, files });
}
