import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { originOf } from '#main/log/describe-error.ts';
import type { LogAnalysis, LogFileAnalysis } from './log-analysis.ts';
import { readLogEntry } from './log-entry.ts';
import { listLogFiles } from './log-files.ts';
import { emptyNotes, figuresOf, type LineCounts, sumFigures } from './notes.ts';
import { createLogReader, type LogReader } from './reader.ts';

const NO_LINES: LineCounts = { lines: 0, damagedLines: 0, from: null, to: null };

/**
 * Analyses the program's own logs: `paths` are files, or folders that hold `admit-one.log` (or have it further down). An older
 * file (`admit-one.old.log`) is read before the one that goes on from it. Never throws for what is on the disk:
 * a file that can't be read says why, and a damaged line is counted.
 */
export async function analyseLogs(paths: readonly string[]): Promise<LogAnalysis> {
  const files: LogFileAnalysis[] = [];
  for (const laptop of await listLogFiles(paths)) {
    const reader = createLogReader();
    const own: LogFileAnalysis[] = [];
    for (const file of laptop) own.push(await analyseFile(file, reader));
    const last = own.pop();
    if (last !== undefined) {
      const outages = [...last.figures.outages, ...reader.finish()];
      files.push(...own, { ...last, figures: { ...last.figures, outages } });
    }
  }
  return { files, together: sumFigures(files.map(({ figures }) => figures)) };
}

async function analyseFile(file: string, reader: LogReader): Promise<LogFileAnalysis> {
  let counts = NO_LINES;
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      if (line === '') continue;
      const entry = readLogEntry(line);
      const { lines, damagedLines, from } = counts;
      if (entry === null) {
        counts = { ...counts, lines: lines + 1, damagedLines: damagedLines + 1 };
        continue;
      }
      counts = { lines: lines + 1, damagedLines, from: from ?? entry.at, to: entry.at };
      reader.note(entry);
    }
  } catch (error) {
    return { file, gateIds: [], problem: whyUnreadable(error), figures: figuresOf(emptyNotes(), NO_LINES) };
  }
  const notes = reader.take();
  const isStrange = counts.lines > 0 && counts.lines === counts.damagedLines;
  const problem = isStrange ? 'This is no log of this program: none of its lines is one.' : null;
  return { file, gateIds: [...notes.gateIds].toSorted(), problem, figures: figuresOf(notes, counts) };
}

function whyUnreadable(error: unknown): string {
  const { code } = originOf(error);
  return code === 'ENOENT'
    ? 'There is no such file.'
    : `The file cannot be read (${code ?? 'unknown error'}).`;
}
