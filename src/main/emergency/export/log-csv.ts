import { stringify } from 'csv-stringify/sync';
import { createBreathing } from './breathing.ts';
import { createLocalTime, type LocalTime } from '#shared/local-time.ts';
import { inListWords, type LogToExport } from './log-to-export.ts';
import type { LogLine } from '../log/log-reading.ts';
import type { Sink } from './whole-file.ts';

/** How the laptop's spreadsheet wants its lists. */
export type CsvManners = {
  /** Excel splits at semicolons where a comma stands in numbers; LibreOffice asks. */
  readonly delimiter: ',' | ';';
  readonly timeZone?: string;
};

const COLUMNS = [
  'line',
  'door time',
  'verdict',
  'decided by',
  'guest',
  'code ending',
  'reason',
  'gate',
  'operator',
  'clock offset (ms)',
  'clock uncertainty (ms)',
  'chain',
  'ticket purchase',
  'attempt',
  'log',
  'file',
  'line of file',
] as const;

/** The manners of the system's language. */
export function csvManners(locale?: string): CsvManners {
  const mark = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value;
  return { delimiter: mark === ',' ? ';' : ',' };
}

/**
 * Writes the lines as a table for Excel and LibreOffice: UTF-8 with the mark that Excel needs, CRLF, and no cell that a
 * spreadsheet would run as a formula, since names and reasons are whatever somebody typed.
 */
export async function writeLogCsv(
  log: Pick<LogToExport, 'lines'>,
  manners: CsvManners,
  sink: Sink,
  onProgress: (done: number) => void,
): Promise<void> {
  const breathe = createBreathing();
  const localTime = createLocalTime(manners.timeZone);
  const write = (rows: readonly (readonly (string | number | null)[])[]) =>
    sink(
      Buffer.from(
        stringify([...rows], {
          delimiter: manners.delimiter,
          record_delimiter: 'windows',
          escape_formulas: true,
        }),
      ),
    );
  await sink(Buffer.from('\uFEFF'));
  await write([[...COLUMNS]]);
  for (const [index, line] of log.lines.entries()) {
    await write([cells(line, localTime)]);
    onProgress(index + 1);
    await breathe();
  }
}

function cells(line: LogLine, localTime: LocalTime): (string | number | null)[] {
  const { entry } = line;
  const words = inListWords(line);
  return [
    line.sequence,
    localTime(entry.doorTime),
    words.verdict,
    words.basis,
    harmless(words.guest),
    words.codeEnding,
    harmless(words.note),
    entry.gateId,
    harmless(entry.operator),
    entry.clockOffsetMs,
    entry.clockUncertaintyMs,
    line.isVerified ? 'whole' : 'broken before this line',
    entry.ticketPurchaseId,
    entry.attemptId,
    line.logId,
    line.file.split(/[\\/]/u).at(-1) ?? '',
    line.lineNumber,
  ];
}

/**
 * Text on one line (a break inside a cell is right in CSV and wrong in half of the programs that read it), and with no formula behind
 * a separator: where the other program splits at another one than ours, that would be a cell of its own.
 */
function harmless(text: string): string {
  return text
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replaceAll(/(?<separator>[,;|]\s*)(?=[=+\-@＝＋－＠])/gu, "$<separator>'");
}
