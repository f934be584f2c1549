import path from 'node:path';
import { describeError, originOf } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import type { LogDisk, LogDiskFile } from './log-disk.ts';
import { partFileName, readPartFileName } from './part-file-name.ts';
import { listParts } from './list-parts.ts';

/** Why a line could not be written. */
export type WriteFailure = 'log-disk-full' | 'log-unwritable';

/** Where the next line goes. */
export type OpenPart = {
  readonly file: string;
  readonly part: number;
  readonly handle: LogDiskFile;
  /** Up to here the file is whole, and on the disk. */
  readonly length: number;
  readonly lineCount: number;
};

export type PartWritten =
  | { readonly ok: true; readonly part: OpenPart }
  /** `part` is the same one where the next line may go there, and null where the log goes on in another. */
  | { readonly ok: false; readonly cause: WriteFailure; readonly part: OpenPart | null };

/** Creates the next part, with nothing in it. */
export async function createPart(
  disk: LogDisk,
  log: { readonly folder: string; readonly gateId: string; readonly concertId: number },
): Promise<OpenPart> {
  const { folder, gateId, concertId } = log;
  await disk.makeFolder(folder);
  let part = ((await listParts(disk, folder, gateId, concertId)).at(-1)?.part ?? 0) + 1;
  for (;;) {
    const file = path.join(folder, partFileName({ gateId, concertId, part }));
    try {
      return { file, part, handle: await disk.create(file), length: 0, lineCount: 0 };
    } catch (error) {
      // Where upper and lower case are one, another gate's file may bear the name.
      if (originOf(error).code !== 'EEXIST') throw error;
      part += 1;
    }
  }
}

/**
 * Takes a part up that was there before. Settles when what was read of it is on the disk: a process that was killed between
 * its write and its fsync leaves a line that only memory has, and a green must not rest on it.
 */
export async function takeUpPart(
  disk: LogDisk,
  there: { readonly file: string; readonly length: number; readonly lineCount: number },
  log: Logger,
): Promise<OpenPart> {
  const handle = await disk.open(there.file);
  const part: OpenPart = { ...there, part: readPartFileName(path.basename(there.file))?.part ?? 1, handle };
  try {
    await handle.sync();
    await disk.syncFolder(path.dirname(there.file));
  } catch (error) {
    await leave(part, log);
    throw error;
  }
  return part;
}

/**
 * Adds whole lines to a part. Settles when they are on the disk, or when they do not count:
 * a failed write is cut back, so that the next line does not stand behind half of this one; after a failed fsync nobody
 * knows what is on the disk, and asking again would only hide it, so that the part is left as it is.
 */
export async function addToPart(
  disk: LogDisk,
  part: OpenPart,
  lines: readonly Buffer[],
  log: Logger,
): Promise<PartWritten> {
  const bytes = Buffer.concat(lines);
  try {
    await part.handle.write(bytes, part.length);
  } catch (error) {
    log.error('A line of the emergency log could not be written', describeError(error));
    return { ok: false, cause: causeOf(error), part: await cutBack(part, log) };
  }
  try {
    await part.handle.sync();
    if (part.length === 0) await disk.syncFolder(path.dirname(part.file));
  } catch (error) {
    log.error('The disk did not confirm a line of the emergency log', describeError(error));
    await leave(part, log);
    return { ok: false, cause: causeOf(error), part: null };
  }
  return {
    ok: true,
    part: { ...part, length: part.length + bytes.length, lineCount: part.lineCount + lines.length },
  };
}

async function cutBack(part: OpenPart, log: Logger): Promise<OpenPart | null> {
  try {
    await part.handle.cutBackTo(part.length);
    return part;
  } catch (error) {
    log.error('A torn line of the emergency log could not be cut off', describeError(error));
    await leave(part, log);
    return null;
  }
}

/** Leaves a part as it is. */
export async function leave(part: OpenPart, log: Logger): Promise<void> {
  try {
    await part.handle.close();
  } catch (error) {
    log.warn('A file of the emergency log could not be closed', describeError(error));
  }
}

/** ENOSPC and EDQUOT are things that a person can help at once; the rest is another laptop's job. */
export function causeOf(error: unknown): WriteFailure {
  const { code } = originOf(error);
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'log-disk-full' : 'log-unwritable';
}
