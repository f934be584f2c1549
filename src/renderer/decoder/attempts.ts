import type { Readers } from './cascade.ts';
import type { Luma } from './luma.ts';
import { movePlaces, NOTHING_FOUND, type Found } from './readers/reader.ts';
import { JS_DEFAULT, type JsEffort } from './readers/zxing-js.ts';
import type { WasmEffort } from './readers/zxing-wasm.ts';
import type { Region } from './region.ts';
import { crop, enlarge, sharpen, soften } from './retouch.ts';

/** One more way to read a part of a frame. */
export type Attempt = {
  readonly name: string;
  /** Time it takes for a pixel of the region, as a multiple of the first look's time for a pixel. Measured. */
  readonly costPerPixel: number;
  readonly read: (readers: Readers, part: Luma) => Found;
};

const PLAIN: WasmEffort = { isInvertedToo: true, downscale: null, isDenoisedToo: false, threshold: 'local' };

/** Enlarged pictures stay below this many pixels: beyond it the code is large enough as it is. */
const LARGEST_PX = 500_000;

/** With wasm: cheapest first, each reading what the ones before it do not. */
export const WASM_ATTEMPTS: readonly Attempt[] = [
  // One threshold for the region: where light is even, it beats the mean of the surroundings on soft edges.
  wasmAttempt('one threshold', 0.9, (part) => part, { ...PLAIN, threshold: 'global' }),
  // Grain and screen patterns go, small modules become large enough for the finder.
  wasmAttempt('softened, larger', 4.8, (part) => grown(soften(part), 1.5), PLAIN),
  wasmAttempt('twice as large', 6.8, (part) => grown(part, 2), PLAIN),
  // Undoes a soft lens or a moving hand, as far as that can be done blindly.
  wasmAttempt('sharpened', 14, (part) => sharpen(grown(soften(part), 2), 5, 2), PLAIN),
  wasmAttempt('very large, holes closed', 41, (part) => grown(soften(part), 4), {
    ...PLAIN,
    isDenoisedToo: true,
  }),
];

/** Without wasm. */
export const JS_ATTEMPTS: readonly Attempt[] = [
  jsAttempt('as it is', 3.4, (part) => part, JS_DEFAULT),
  jsAttempt('one threshold', 3.7, soften, { ...JS_DEFAULT, threshold: 'global' }),
  jsAttempt('inverted', 5, soften, { ...JS_DEFAULT, isInverted: true }),
  jsAttempt('softened, larger', 18, (part) => grown(soften(part), 2), JS_DEFAULT),
];

function wasmAttempt(
  name: string,
  costPerPixel: number,
  retouch: (part: Luma) => Luma,
  effort: WasmEffort,
): Attempt {
  return {
    name,
    costPerPixel,
    read: ({ wasm }, part) => {
      if (wasm === null) return NOTHING_FOUND;
      const retouched = retouch(part);
      return movePlaces(wasm.readGrey(retouched, effort), part.width / retouched.width);
    },
  };
}

function jsAttempt(
  name: string,
  costPerPixel: number,
  retouch: (part: Luma) => Luma,
  effort: JsEffort,
): Attempt {
  return {
    name,
    costPerPixel,
    read: ({ js }, part) => {
      const retouched = retouch(part);
      return movePlaces(js.readGrey(retouched, effort), part.width / retouched.width);
    },
  };
}

function grown(part: Luma, factor: number): Luma {
  const most = Math.sqrt(LARGEST_PX / Math.max(1, part.width * part.height));
  return most <= 1 ? part : enlarge(part, Math.min(factor, most));
}

/** Reads `region` of a frame in one way; places in the answer are the frame's. */
export function tryRegion(attempt: Attempt, readers: Readers, luma: Luma, region: Region): Found {
  return movePlaces(attempt.read(readers, crop(luma, region)), 1, region.left, region.top);
}
