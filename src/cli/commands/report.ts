import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { explainExportFailure } from '#main/emergency/export/export-failure.ts';
import { fontsOfPackages } from '#main/emergency/export/font-packages.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { ReportContents } from '#main/monitoring/report/report-document.ts';
import type { ReportPlaces } from '#main/monitoring/report/write-report.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { CommandError } from '../explain-failure.ts';
import { insistOnEmptyFolder, insistOnNewFile } from '../new-places.ts';
import { readId } from '../read-id.ts';
import { paintFor } from '../terminal/paint.ts';
import { type ProgressLine, progressLineOn } from '../terminal/progress-line.ts';
import { type DatabaseWork, withDatabase } from '../with-database.ts';
import { describeReport, reportAsJson } from '../words/report-words.ts';

type ReportOptions = {
  readonly concert?: number;
  readonly html?: string;
  readonly pdf?: string;
  readonly csv?: string;
  readonly logs?: readonly string[];
  readonly emergencyLogs?: readonly string[];
  readonly json?: true;
};

/** `admit-one report`. */
export function addReportCommand(program: Command): void {
  program
    .command('report')
    .description('what a night came to: books, arrivals, gates, refusals, response times, outages, conflicts')
    .option('--concert <id>', 'of this concert (default: the one that was scanned for last)', readId)
    .option('--html <file>', 'as one page with charts, for a browser; asks no network for anything')
    .option('--pdf <file>', 'the same to print')
    .option('--csv <folder>', 'as tables for a spreadsheet, whole, into a new or empty folder')
    .option(
      '--logs <paths...>',
      'the gates’ own logs (admit-one.log, or folders of them), for errors and deadlocks',
    )
    .option('--emergency-logs <paths...>', 'the gates’ emergency logs, to hold the books against them')
    .option('--json', 'one JSON document on standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  admit-one report\n  admit-one report --html night.html --pdf night.pdf --csv night-tables\n  admit-one report --html night.html --logs gate-1 gate-2 --emergency-logs gate-1 gate-2\n\nThe report names guests: it is confidential. Changes nothing, and may run while gates scan.\nExit code 0 when the books hold, 2 when they do not (the report is written all the same), 1 when it could not be written.',
    )
    .action((options: ReportOptions) => {
      const places = placesOf(options);
      return withDatabase('report', (given) => runReport(given, options, places));
    });
}

/** Before any work: a report that has nowhere to go is not begun. */
function placesOf({ html, pdf, csv }: ReportOptions): ReportPlaces {
  const places = {
    html: html === undefined ? null : path.resolve(html),
    pdf: pdf === undefined ? null : path.resolve(pdf),
    csv: csv === undefined ? null : path.resolve(csv),
  };
  if (places.html !== null) insistOnNewFile(places.html);
  if (places.pdf !== null) insistOnNewFile(places.pdf);
  if (places.csv !== null) insistOnEmptyFolder(places.csv);
  return places;
}

async function runReport(
  { pool, database, log }: DatabaseWork,
  options: ReportOptions,
  places: ReportPlaces,
): Promise<void> {
  const startedAtMs = performance.now();
  const progress = progressLineOn(process.stderr);
  // The charts' library takes half a second to load, which no other command must wait for.
  const { gatherReport } = await import('#main/monitoring/report/gather-report.ts');
  const gathered = await gatherReport({
    pool,
    concertId: options.concert ?? null,
    isPractice: database.isPractice,
    logs: options.logs ?? [],
    emergencyLogs: options.emergencyLogs ?? [],
    onProgress: (words) => progress.show(`${words} ...`),
  });
  if (gathered.outcome === 'no-concert') {
    progress.end();
    throw new CommandError(
      options.concert === undefined
        ? 'The database has no concert that a report could be about.'
        : `The database has no concert ${options.concert}: “admit-one concert list” shows those that it has.`,
    );
  }
  const { contents } = gathered;
  const files = await writeFiles(contents, places, progress, log);
  progress.end();
  log.info('A report was made', {
    attempts: contents.figures.attempts,
    files: files.length,
    durationMs: Math.round(performance.now() - startedAtMs),
  });
  process.stdout.write(
    options.json === true
      ? `${reportAsJson(contents, files)}\n`
      : `${describeReport(contents, files, paintFor(process.stdout))}\n`,
  );
  process.exitCode = contents.integrity.holds ? EXIT_CODES.well : EXIT_CODES.wrong;
}

async function writeFiles(
  contents: ReportContents,
  places: ReportPlaces,
  progress: ProgressLine,
  log: DatabaseWork['log'],
): Promise<readonly string[]> {
  const wanted = [places.html, places.pdf, places.csv].filter((place) => place !== null);
  if (wanted.length === 0) return [];
  const { writeReport } = await import('#main/monitoring/report/write-report.ts');
  try {
    if (places.csv !== null) await mkdir(places.csv, { recursive: true });
    return await writeReport(contents, places, {
      fonts: fontsOfPackages(),
      onProgress: (words) => progress.show(`${words} ...`),
    });
  } catch (error) {
    progress.end();
    log.error('A report could not be written', { ...describeError(error) });
    throw new CommandError(explainExportFailure(error, wanted.join(', ')));
  }
}
