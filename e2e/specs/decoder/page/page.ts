import { createDecoder } from '../../../../src/renderer/decoder/decoder.ts';
import type { FrameReading } from '../../../../src/renderer/decoder/port.ts';

/** A frame to make in the page: its bytes in base64, laid out as `format` says, with rows `stride` pixels apart. */
export type FrameToMake = {
  readonly format: VideoPixelFormat;
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly base64: string;
};

/** What the spec calls in the page. */
export type DecoderPage = {
  readonly read: (frame: FrameToMake) => Promise<FrameReading | null>;
  /** Two frames at the same instant: which of them were read. */
  readonly readBoth: (frame: FrameToMake) => Promise<readonly boolean[]>;
  readonly readers: () => Promise<readonly string[]>;
  readonly troubles: () => readonly string[];
};

const troubles: string[] = [];
const decoder = createDecoder({ onTrouble: (message) => troubles.push(message) });

function makeFrame({ format, width, height, stride, base64 }: FrameToMake): VideoFrame {
  const bytes = Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0);
  return new VideoFrame(bytes, {
    format,
    codedWidth: stride,
    codedHeight: height,
    visibleRect: { x: 0, y: 0, width, height },
    timestamp: 0,
  });
}

const page: DecoderPage = {
  read: (frame) => decoder.read(makeFrame(frame)),
  readBoth: async (frame) => {
    const readings = await Promise.all([decoder.read(makeFrame(frame)), decoder.read(makeFrame(frame))]);
    return readings.map((reading) => reading !== null);
  },
  readers: () => decoder.readers(),
  troubles: () => troubles,
};

Object.assign(globalThis, { decoderPage: page });
