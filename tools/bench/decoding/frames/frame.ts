/** A frame of the benchmark: what the camera saw, and what stands in it. */
export type BenchFrame = {
  /** Which kind of difficulty it is, or what it shows. */
  readonly kind: string;
  readonly luma: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Every text that stands in the frame; empty when there is no code. */
  readonly texts: readonly string[];
};

export const FRAME_WIDTH = 1280;
export const FRAME_HEIGHT = 720;
