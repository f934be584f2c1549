import type { FrameReading, ReaderName } from './reading.ts';

export type { FrameReading, Point, ReaderName } from './reading.ts';

/** The decoder as the scan screen sees it: a frame goes in, what could be read of it comes out. */
export type Decoder = {
  /**
   * Reads one frame in a worker and closes it. Null when there is no reading: an earlier frame is still being read (the
   * frame is dropped: the newest picture is always worth more than an old one), this frame could not be read at all, or
   * the worker died over it and is being started again. Never rejects: the next frame is the retry.
   */
  readonly read: (frame: VideoFrame) => Promise<FrameReading | null>;
  /** Which readers work: wasm may have failed to load, and then the JavaScript reader goes on alone. */
  readonly readers: () => Promise<readonly ReaderName[]>;
  /** Ends the worker; every `read` after this answers null. */
  readonly close: () => void;
};
