import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { originOf } from '#main/log/describe-error.ts';
import { createBreathing } from './breathing.ts';
import type { Sink } from './whole-file.ts';

const PIECE_BYTES = 64 * 1_024;
const NEWLINE = 0x0a;

/** A log's own file could not be read: not the fault of the place that it was to go to. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

/**
 * Copies a log's file byte for byte, up to the end of its last whole line: the gate may be writing the next one. A torn line that
 * is followed by nothing is left out, as reading it back would.
 * @throws {SourceError} when the file can't be read; what `sink` throws.
 */
export async function copyLogFile(file: string, sink: Sink): Promise<void> {
  const breathe = createBreathing();
  const source = await reading(file, () => open(file, 'r'));
  try {
    let held: Buffer = Buffer.alloc(0);
    for (;;) {
      const piece = await reading(file, () => readPiece(source));
      if (piece.length === 0) return;
      held = Buffer.concat([held, piece]);
      const end = held.lastIndexOf(NEWLINE) + 1;
      if (end > 0) await sink(held.subarray(0, end));
      held = held.subarray(end);
      await breathe();
    }
  } finally {
    await source.close();
  }
}

async function readPiece(source: FileHandle): Promise<Buffer> {
  const piece = Buffer.alloc(PIECE_BYTES);
  const { bytesRead } = await source.read(piece, 0, PIECE_BYTES, null);
  return piece.subarray(0, bytesRead);
}

async function reading<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = originOf(error);
    throw new SourceError(
      `${path.basename(file)} could not be read on this laptop (${code ?? 'unknown error'}).`,
      {
        cause: error,
      },
    );
  }
}
