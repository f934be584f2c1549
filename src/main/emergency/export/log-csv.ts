import { createBreathing } from './breathing.ts';
import { beginCsv, type CsvCell, type CsvManners, harmless } from './csv-table.ts';
import { createLocalTime, type LocalTime } from '#shared/local-time.ts';
import { inListWords, type LogToExport } from './log-to-export.ts';
import type { LogLine } from '../log/log-reading.ts';
import type { Sink } from './whole-file.ts';

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

/** Writes the lines as a table for a spreadsheet; names and reasons are whatever somebody typed. */
export async function writeLogCsv(
  log: Pick<LogToExport, 'lines'>,
  manners: CsvManners,
  sink: Sink,
  onProgress: (done: number) => void,
): Promise<void> {
  const breathe = createBreathing();
  const localTime = createLocalTime(manners.timeZone);
  const write = await beginCsv(manners, sink);
  await write([[...COLUMNS]]);
  for (const [index, line] of log.lines.entries()) {
    await write([cells(line, localTime)]);
    onProgress(index + 1);
    await breathe();
  }
}

function cells(line: LogLine, localTime: LocalTime): readonly CsvCell[] {
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
