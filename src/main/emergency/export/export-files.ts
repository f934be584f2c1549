import { mkdir, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ExportKind } from '#shared/lead.ts';
import { describeError, originOf } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { csvManners } from './csv-table.ts';
import { writeLogCsv } from './log-csv.ts';
import { type DoorListGuest, writeDoorList } from './door-list.ts';
import { explainExportFailure } from './export-failure.ts';
import type { Fonts } from './fonts.ts';
import { timeInFileName } from '#shared/local-time.ts';
import { writeLogPdf } from './log-pdf.ts';
import type { LogToExport } from './log-to-export.ts';
import { copyLogFile, SourceError } from './raw-files.ts';
import { checksums, readMe } from './read-me.ts';
import { GoneError, type Sink, type WholeFile, writeWholeFile } from './whole-file.ts';

/** What is taken away, and where to. */
export type ExportOrder = {
  readonly kinds: readonly ExportKind[];
  /** An existing folder; the files go into a new one inside it. */
  readonly folder: string;
  readonly log: LogToExport;
  /** Asked for the door list only. */
  readonly guests: () => Promise<readonly DoorListGuest[]>;
  readonly snapshotTakenAt: Date | null;
};

export type ExportSurroundings = {
  readonly fonts: Fonts;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly onProgress: (progress: {
    readonly kind: ExportKind;
    readonly done: number;
    readonly total: number;
  }) => void;
};

export type ExportOutcome =
  /** Full paths, in the order they were written. */
  | { readonly outcome: 'exported'; readonly files: readonly string[] }
  | { readonly outcome: 'failed'; readonly problem: string };

/** The log itself first: if the stick fails half-way, what matters most is on it. */
const ORDER: readonly ExportKind[] = ['raw', 'csv', 'pdf', 'door-list'];

/**
 * Writes the files that were asked for into a new folder with checksums and a word of what to do. A failure is told in words for
 * a person; files that were finished before it stay, and each is whole.
 */
export async function exportFiles(
  order: ExportOrder,
  { fonts, logger, now, onProgress }: ExportSurroundings,
): Promise<ExportOutcome> {
  const startedAt = now();
  const name = `Admit One ${order.log.gateId} ${timeInFileName(startedAt)}`;
  let folder = path.join(order.folder, name);
  const files: WholeFile[] = [];
  const unread: string[] = [];
  try {
    const device = (await stat(order.folder)).dev;
    folder = await makeNewFolder(folder);
    const keep = async (file: string, write: (sink: Sink) => Promise<void>) => {
      files.push(await writeWholeFile(folder, file, write));
      // The folder that a stick was mounted on outlives the stick, on this laptop's own disk.
      if ((await stat(order.folder)).dev !== device) throw new GoneError('The place is another one now.');
    };
    for (const kind of ORDER.filter((each) => order.kinds.includes(each))) {
      const { log } = order;
      const progress = (total: number) => (done: number) => onProgress({ kind, done, total });
      const began = progress(log.lines.length);
      switch (kind) {
        case 'raw':
          for (const [index, file] of log.files.entries()) {
            try {
              await keep(path.basename(file), (sink) => copyLogFile(file, sink));
            } catch (error) {
              // The other files are worth all the more.
              if (!(error instanceof SourceError)) throw error;
              unread.push(error.message);
            }
            progress(log.files.length)(index + 1);
          }
          break;
        case 'csv':
          await keep('emergency-log.csv', (sink) => writeLogCsv(log, csvManners(), sink, began));
          break;
        case 'pdf':
          await keep('emergency-log.pdf', (sink) => writeLogPdf(log, { fonts, now: startedAt }, sink, began));
          break;
        case 'door-list': {
          const guests = await order.guests();
          const options = { title: log.title, takenAt: order.snapshotTakenAt, fonts, now: startedAt };
          await keep('door-list.pdf', (sink) =>
            writeDoorList(guests, options, sink, progress(guests.length)),
          );
          break;
        }
      }
    }
    await keep('READ-ME.txt', (sink) => sink(readMe(order.log, files, unread)));
    await keep('SHA256SUMS.txt', (sink) => sink(checksums(files)));
  } catch (error) {
    logger.error('An export failed', { ...describeError(error), finished: files.length });
    // Gone already, or not empty: either is right.
    await rmdir(folder).catch(() => undefined);
    const kept = files.length === 0 ? '' : ` ${files.length} of the files were finished before.`;
    return { outcome: 'failed', problem: `${explainExportFailure(error, order.folder)}${kept}` };
  }
  if (unread.length > 0) {
    logger.error('Files of the log could not be read for an export', { files: unread.length });
    return { outcome: 'failed', problem: `${unread.join(' ')} All the rest was written to ${folder}.` };
  }
  logger.info('Files were taken away', {
    kinds: order.kinds.join(', '),
    files: files.length,
    durationMs: Math.round(now().getTime() - startedAt.getTime()),
  });
  return { outcome: 'exported', files: files.map((file) => path.join(folder, file.name)) };
}

/** A folder of this name, or of the next that is free: what was taken away in the same second stays. */
async function makeNewFolder(wanted: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const folder = number === 1 ? wanted : `${wanted} (${number})`;
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if (originOf(error).code !== 'EEXIST') throw error;
    }
  }
}
