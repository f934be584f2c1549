/** What can be read of a frame; free of the browser's types, so that Node reads frames in tests and benchmarks too. */

/** A place in the frame, in pixels from its top left corner. */
export type Point = { readonly x: number; readonly y: number };

/** Top left, top right, bottom right, bottom left of a code as it stands in the frame. */
export type Corners = readonly [Point, Point, Point, Point];

/** One QR code that was read. */
export type ReadCode = {
  readonly text: string;
  readonly corners: Corners;
};

/** What stands in the way of reading a code. */
export type Hint = 'too-small' | 'blurred' | 'too-dark';

/** The two libraries that read codes. */
export type ReaderName = 'zxing-wasm' | 'zxing-js';

/** What a frame showed. */
export type FrameReading = {
  /** Every code in the frame, largest first; empty when none could be read. */
  readonly codes: readonly ReadCode[];
  /**
   * What stands in the way, for the coaching line under the picture: a code that was found but is too small or too blurred
   * to read, or a picture too dark to find one in. Null whenever a code was read.
   */
  readonly hint: Hint | null;
  /** Mean brightness of the frame, 0 (black) to 255. */
  readonly brightness: number;
  /** Time in the worker, from the frame's arrival to this reading. */
  readonly durationMs: number;
};
