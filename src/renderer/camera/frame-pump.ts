import type { Decoder, FrameReading } from '../decoder/port.ts';
import { fieldsOfError, type RendererLog } from '../ipc/log.ts';

/** Hands the camera's pictures to the decoder, one at a time, for as long as a track gives them. */
export type FramePump = {
  /** Starts with this track; returns the function that ends it. */
  readonly attach: (track: MediaStreamTrack) => () => void;
};

export type FramePumpParts = {
  /** Settles every frame it is given: a worker that hangs is its own affair. */
  readonly decoder: Pick<Decoder, 'read'>;
  /**
   * The track's pictures as they are captured. Not those of a video element: they come when the screen is painted next,
   * 10 ms later in the middle.
   */
  readonly openFrames: (track: MediaStreamTrack) => ReadableStream<VideoFrame>;
  readonly nowMs: () => number;
  /** Called for every picture, read or not. */
  readonly onPicture: () => void;
  /** `frameAtMs`: when the picture came from the camera, in the window's own time. */
  readonly onReading: (reading: FrameReading, frameAtMs: number) => void;
  readonly log: RendererLog;
};

type WaitingFrame = { readonly frame: VideoFrame; readonly atMs: number };

/** A pump that reads with `decoder`. */
export function createFramePump(parts: FramePumpParts): FramePump {
  let isReading = false;
  let failures = 0;
  /** While one picture is read the newest of the others waits, and is a few milliseconds old when its turn comes. */
  let newest: WaitingFrame | null = null;

  function takeNewest(): WaitingFrame | null {
    const taken = newest;
    newest = null;
    return taken;
  }

  async function readAll(): Promise<void> {
    if (isReading) return;
    isReading = true;
    for (let next = takeNewest(); next !== null; next = takeNewest()) await read(next);
    isReading = false;
  }

  async function read({ frame, atMs }: WaitingFrame): Promise<void> {
    try {
      const reading = await parts.decoder.read(frame);
      if (reading !== null) parts.onReading(reading, atMs);
      failures = 0;
    } catch (error) {
      reportFailure(error);
    }
  }

  /** One bad frame must neither end the scanning nor fill the log: the 1st, 2nd, 4th, 8th ... in a row is told. */
  function reportFailure(error: unknown): void {
    failures += 1;
    const isTold = Number.isInteger(Math.log2(failures));
    if (isTold) parts.log.error('A frame could not be read.', { failures, ...fieldsOfError(error) });
  }

  /** Null when the track has ended already: unplugged just now. The camera misses its pictures and starts anew. */
  function open(track: MediaStreamTrack): ReadableStreamDefaultReader<VideoFrame> | null {
    try {
      return parts.openFrames(track).getReader();
    } catch (error) {
      parts.log.warn("The camera's track gives no frames.", fieldsOfError(error));
      return null;
    }
  }

  async function pump(reader: ReadableStreamDefaultReader<VideoFrame>): Promise<void> {
    for (;;) {
      const { value: frame } = await reader.read();
      if (frame === undefined) break;
      parts.onPicture();
      takeNewest()?.frame.close();
      newest = { frame, atMs: parts.nowMs() };
      void readAll();
    }
    takeNewest()?.frame.close();
  }

  return {
    attach: (track) => {
      const reader = open(track);
      if (reader === null) return () => undefined;
      pump(reader).catch(reportFailure);
      return () => void reader.cancel().catch(() => undefined);
    },
  };
}
