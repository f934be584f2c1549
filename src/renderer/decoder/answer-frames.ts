import type { Cascade } from './cascade.ts';
import type { FrameLuma } from './frame-luma.ts';
import type { WorkerRequest, WorkerResponse } from './protocol.ts';

/** What the worker does with a request. Never rejects: one bad frame must not end a scanner. */
export function createFrameAnswerer(
  cascade: Cascade,
  takeLuma: FrameLuma,
  now: () => number,
): (request: WorkerRequest) => Promise<WorkerResponse> {
  return async ({ id, frame }) => {
    const startedAt = now();
    try {
      const reading = cascade.readLuma(await takeLuma(frame));
      return { kind: 'reading', id, reading: { ...reading, durationMs: now() - startedAt } };
    } catch (error) {
      return { kind: 'failed', id, message: error instanceof Error ? error.message : String(error) };
    } finally {
      frame.close();
    }
  };
}
