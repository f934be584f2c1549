import path from 'node:path';
import { csvManners } from '#main/emergency/export/csv-table.ts';
import type { Fonts } from '#main/emergency/export/fonts.ts';
import { type Sink, writeWholeFile } from '#main/emergency/export/whole-file.ts';
import { writeReportCsv } from './files/report-csv.ts';
import { reportHtml } from './files/report-html.ts';
import { writeReportPdf } from './files/report-pdf.ts';
import { type ReportContents, reportDocument } from './report-document.ts';

/** Where the files go; null for a kind that is not wanted. The folders are there, the files are not. */
export type ReportPlaces = {
  readonly html: string | null;
  readonly pdf: string | null;
  /** A folder: a table is a file. */
  readonly csv: string | null;
};

/**
 * Writes a report's files, each whole or not at all, and gives their names.
 * @throws the file system's error; what was finished before it stays.
 */
export async function writeReport(
  contents: ReportContents,
  places: ReportPlaces,
  options: {
    readonly fonts: Fonts;
    readonly timeZone?: string;
    readonly onProgress: (words: string) => void;
  },
): Promise<readonly string[]> {
  const { fonts, timeZone, onProgress } = options;
  const worded = reportDocument(contents, timeZone);
  const { document, words } = worded;
  const written: string[] = [];
  const write = async (file: string, work: (sink: Sink) => Promise<void>): Promise<void> => {
    onProgress(`writing ${path.basename(file)}`);
    await writeWholeFile(path.dirname(file), path.basename(file), work);
    written.push(file);
  };
  if (places.html !== null) {
    await write(places.html, (sink) => sink(Buffer.from(reportHtml(worded))));
  }
  if (places.pdf !== null) {
    const madeAt = words.wholeTime(contents.facts.readAt.getTime());
    await write(places.pdf, (sink) => writeReportPdf(worded, { fonts, madeAt }, sink));
  }
  if (places.csv !== null) {
    for (const table of document.sections.flatMap(({ tables }) => tables)) {
      await write(path.join(places.csv, `${table.id}.csv`), (sink) =>
        writeReportCsv(table, { words, manners: csvManners() }, sink),
      );
    }
  }
  return written;
}
