import { TEST_CODE } from '#shared/gate-check.ts';
import type { FrameReading } from '../../decoder/port.ts';

type ReadCode = FrameReading['codes'][number];

/** The test code as the camera saw it. */
export type TestCodeSeen = {
  /** When it was read, in milliseconds of the window's own time. */
  readonly atMs: number;
  /** From the picture that showed it until then. */
  readonly readInMs: number;
  /** The length of its upper edge, in pixels of the camera's picture. */
  readonly widthPx: number;
};

/** Whether a code is the one for trying the camera: it is no ticket's, and nothing is asked about it, ever. */
export function isTestCode({ text }: Pick<ReadCode, 'text'>): boolean {
  return text === TEST_CODE;
}

/** The test code in a reading, or null where it shows none. */
export function seeTestCode(reading: FrameReading, frameAtMs: number, nowMs: number): TestCodeSeen | null {
  const code = reading.codes.find(isTestCode);
  if (code === undefined) return null;
  const [left, right] = code.corners;
  const widthPx = Math.hypot(right.x - left.x, right.y - left.y);
  return { atMs: nowMs, readInMs: Math.max(0, nowMs - frameAtMs), widthPx };
}
