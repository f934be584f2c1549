import type { Decoder, FrameReading } from '../decoder/port.ts';
import { fieldsOfError, type RendererLog } from '../ipc/log.ts';

/** What of a video element the pump needs. */
export type FrameSource = Pick<HTMLVideoElement, 'requestVideoFrameCallback' | 'cancelVideoFrameCallback'>;

/** Hands the camera's pictures to the decoder, one at a time, for as long as a video element shows them. */
export type FramePump<V extends FrameSource> = {
  /** Starts with this element; returns the function that ends it. */
  readonly attach: (video: V) => () => void;
};

export type FramePumpParts<V extends FrameSource> = {
  /** Settles every frame it is given: a worker that hangs is its own affair. */
  readonly decoder: Pick<Decoder, 'read'>;
  /** Takes a still picture of the element: `new VideoFrame(video)`. */
  readonly takeFrame: (video: V, timestampMicroseconds: number) => VideoFrame;
  /** Called for every picture, read or not. */
  readonly onPicture: () => void;
  /** `frameAtMs`: when the picture was captured, in the window's own time. */
  readonly onReading: (reading: FrameReading, frameAtMs: number) => void;
  readonly log: RendererLog;
};

/** A pump that reads with `decoder`. */
export function createFramePump<V extends FrameSource>(parts: FramePumpParts<V>): FramePump<V> {
  let isReading = false;
  let failures = 0;

  async function read(video: V, metadata: VideoFrameCallbackMetadata): Promise<void> {
    isReading = true;
    try {
      const reading = await parts.decoder.read(parts.takeFrame(video, metadata.mediaTime * 1_000_000));
      if (reading !== null) parts.onReading(reading, metadata.captureTime ?? metadata.presentationTime);
      failures = 0;
    } catch (error) {
      reportFailure(error);
    } finally {
      isReading = false;
    }
  }

  /** One bad frame must neither end the scanning nor fill the log: the 1st, 2nd, 4th, 8th ... in a row is told. */
  function reportFailure(error: unknown): void {
    failures += 1;
    const isTold = Number.isInteger(Math.log2(failures));
    if (isTold) parts.log.error('A frame could not be read.', { failures, ...fieldsOfError(error) });
  }

  return {
    attach: (video) => {
      let handle = video.requestVideoFrameCallback(function next(_now, metadata) {
        handle = video.requestVideoFrameCallback(next);
        parts.onPicture();
        if (!isReading) void read(video, metadata);
      });
      return () => video.cancelVideoFrameCallback(handle);
    },
  };
}
