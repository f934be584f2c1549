import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  GlobalHistogramBinarizer,
  HybridBinarizer,
  LuminanceSource,
  QRCodeReader,
  ResultMetadataType,
  type Result,
} from '@zxing/library';
import { isWhole, type Luma } from '../luma.ts';
import type { Corners, Point } from '../reading.ts';
import { isUtf8 } from '../utf8.ts';
import { NOTHING_FOUND, type Found, type Reader } from './reader.ts';

/** What the reader may spend on one picture. */
export type JsEffort = {
  /** Looks for light modules on dark, and for those only: the library knows no inverted codes. */
  readonly isInverted: boolean;
  readonly threshold: 'local' | 'global';
};

/** The library's usual way. */
export const JS_DEFAULT: JsEffort = { isInverted: false, threshold: 'local' };

/** A luminance source over a picture that is there already: the library's own copies it once for each look. */
class LumaSource extends LuminanceSource {
  private readonly pixels: Uint8ClampedArray;

  constructor(pixels: Uint8ClampedArray, width: number, height: number) {
    super(width, height);
    this.pixels = pixels;
  }

  getRow(y: number, row?: Uint8ClampedArray): Uint8ClampedArray {
    const width = this.getWidth();
    const target = row !== undefined && row.length >= width ? row : new Uint8ClampedArray(width);
    target.set(this.pixels.subarray(y * width, (y + 1) * width));
    return target;
  }

  getMatrix(): Uint8ClampedArray {
    return this.pixels;
  }

  invert(): LuminanceSource {
    return new LumaSource(inverted(this.pixels), this.getWidth(), this.getHeight());
  }
}

/** The JavaScript reader: it needs no wasm, and finds one code a picture. */
export function createJsReader(): Reader<JsEffort> {
  const reader = new QRCodeReader();

  function decode(source: LumaSource, threshold: JsEffort['threshold'], characterSet: string): Result {
    const binarizer =
      threshold === 'local' ? new HybridBinarizer(source) : new GlobalHistogramBinarizer(source);
    const hints = new Map<DecodeHintType, unknown>([
      [DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.QR_CODE]],
      [DecodeHintType.CHARACTER_SET, characterSet],
    ]);
    return reader.decode(new BinaryBitmap(binarizer), hints);
  }

  function readGrey(luma: Luma, effort: JsEffort): Found {
    if (!isWhole(luma)) return NOTHING_FOUND;
    const { buffer, byteOffset } = luma.data;
    const pixels = new Uint8ClampedArray(buffer, byteOffset, luma.width * luma.height);
    const source = new LumaSource(effort.isInverted ? inverted(pixels) : pixels, luma.width, luma.height);
    try {
      let result = decode(source, effort.threshold, 'UTF-8');
      // Bytes that are no UTF-8 are ISO 8859-1 by the standard; a character set that the code declares goes first in both.
      if (!byteSegmentsOf(result).every(isUtf8)) result = decode(source, effort.threshold, 'ISO-8859-1');
      const corners = cornersOf(result);
      return corners === null ? NOTHING_FOUND : { codes: [{ text: textOf(result), corners }], unread: [] };
    } catch {
      // Not found, not decodable, or lost in a picture of noise (the port throws plain errors there too): no code either way.
      return NOTHING_FOUND;
    }
  }

  return { name: 'zxing-js', readGrey };
}

function inverted(pixels: Uint8ClampedArray): Uint8ClampedArray {
  const turned = new Uint8ClampedArray(pixels.length);
  for (let index = 0; index < turned.length; index += 1) turned[index] = 255 - (pixels[index] ?? 0);
  return turned;
}

function byteSegmentsOf(result: Result): readonly Uint8Array[] {
  const segments = result.getResultMetadata()?.get(ResultMetadataType.BYTE_SEGMENTS);
  return Array.isArray(segments) ? segments.filter((segment) => segment instanceof Uint8Array) : [];
}

function textOf(result: Result): string {
  const text = result.getText();
  const [only, ...others] = byteSegmentsOf(result);
  // The library drops a byte order mark; it is a byte of the code like any other.
  const hasLostMark =
    only !== undefined && others.length === 0 && only[0] === 0xef && only[1] === 0xbb && only[2] === 0xbf;
  return hasLostMark && new TextDecoder().decode(only) === text ? `\uFEFF${text}` : text;
}

/** The library names three finder patterns (bottom left, top left, top right) by their middles; the rest follows. */
function cornersOf(result: Result): Corners | null {
  const [bottomLeft, topLeft, topRight] = result
    .getResultPoints()
    .map((point): Point => ({ x: point.getX(), y: point.getY() }));
  if (bottomLeft === undefined || topLeft === undefined || topRight === undefined) return null;
  const bottomRight = { x: topRight.x + bottomLeft.x - topLeft.x, y: topRight.y + bottomLeft.y - topLeft.y };
  return [topLeft, topRight, bottomRight, bottomLeft];
}
