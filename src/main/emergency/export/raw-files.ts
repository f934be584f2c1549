import { open } from 'node:fs/promises';
import { createBreathing } from './breathing.ts';
import type { Sink } from './whole-file.ts';

const PIECE_BYTES = 64 * 1_024;
const NEWLINE = 0x0a;

/**
 * Copies a log's file byte for byte, up to the end of its last whole line: the gate may be writing the next one. A torn line that
 * is followed by nothing is left out, as reading it back would.
 */
export async function copyLogFile(file: string, sink: Sink): Promise<void> {
  const breathe = createBreathing();
  const source = await open(file, 'r');
  try {
    let held = Buffer.alloc(0);
    for (;;) {
      const piece = Buffer.alloc(PIECE_BYTES);
      const { bytesRead } = await source.read(piece, 0, PIECE_BYTES, null);
      if (bytesRead === 0) return;
      held = Buffer.concat([held, piece.subarray(0, bytesRead)]);
      const end = held.lastIndexOf(NEWLINE) + 1;
      if (end > 0) await sink(held.subarray(0, end));
      held = held.subarray(end);
      await breathe();
    }
  } finally {
    await source.close();
  }
}
