/** The decoder as the scan screen sees it: a frame goes in, what could be read of it comes out. */

/** A place in the frame, in pixels from its top left corner. */
export type Point = { readonly x: number; readonly y: number };

/** One QR code that was read. */
export type ReadCode = {
  readonly text: string;
  /** Top left, top right, bottom right, bottom left of the code as it stands in the frame. */
  readonly corners: readonly [Point, Point, Point, Point];
};

/** What a frame showed. */
export type FrameReading = {
  /** Every code in the frame, largest first; empty when none could be read. */
  readonly codes: readonly ReadCode[];
  /**
   * What stands in the way, for the coaching line under the picture: a code that was found but is too small or too blurred
   * to read, or a picture too dark to find one in.
   */
  readonly hint: 'too-small' | 'blurred' | 'too-dark' | null;
  /** Mean brightness of the frame, 0 (black) to 255. */
  readonly brightness: number;
  /** Time in the worker, from the frame's arrival to this reading. */
  readonly durationMs: number;
};

/** Reads frames one at a time in a worker of its own. */
export type Decoder = {
  /**
   * Reads one frame and closes it. Null when an earlier frame is still being read (the frame is dropped): the newest
   * picture is always worth more than an old one.
   */
  readonly read: (frame: VideoFrame) => Promise<FrameReading | null>;
  /** Which readers work: wasm may have failed to load, and then the JavaScript reader goes on alone. */
  readonly readers: () => Promise<readonly ('zxing-wasm' | 'zxing-js')[]>;
  readonly close: () => void;
};
