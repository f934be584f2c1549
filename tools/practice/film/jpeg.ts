import { createBitWriter } from './jpeg-bits.ts';
import { AC_TABLE, codesOf, DC_TABLE, type HuffmanCode, quantisation, ZIGZAG } from './jpeg-tables.ts';
import { SCALES, transformBlock } from './jpeg-transform.ts';
import type { YuvPicture } from './yuv.ts';

/**
 * A baseline JPEG encoder, just large enough for a film: the packages that write JPEG either are native or encode RGB at full colour
 * resolution, and this one takes a camera's planes as they are. Sources: ITU-T T.81, annexes A, B, F and K.
 */

const SIDE = 8;
const MACROBLOCK = 16;
const END_OF_BLOCK = 0x00;
const SIXTEEN_ZEROS = 0xf0;

const DC_CODES = codesOf(DC_TABLE);
const AC_CODES = codesOf(AC_TABLE);

/** Encodes a picture whose sides are multiples of 16; `quality` goes from 1 to 100. */
export function encodeJpeg(picture: YuvPicture, quality: number): Uint8Array {
  const table = quantisation(quality);
  const divisors = table.map((divisor, place) => divisor * (SCALES[place] ?? 1));
  const bits = createBitWriter();
  const chromaWidth = picture.width / 2;
  const dc = { y: 0, u: 0, v: 0 };
  const coefficients = new Float32Array(SIDE * SIDE);
  const encode = (plane: Uint8ClampedArray, width: number, x: number, y: number, last: number) => {
    transformBlock(plane, y * width + x, width, coefficients);
    return writeBlock(bits.write, coefficients, divisors, last);
  };
  for (let row = 0; row < picture.height; row += MACROBLOCK) {
    for (let column = 0; column < picture.width; column += MACROBLOCK) {
      for (const [x, y] of [
        [0, 0],
        [SIDE, 0],
        [0, SIDE],
        [SIDE, SIDE],
      ] as const) {
        dc.y = encode(picture.y, picture.width, column + x, row + y, dc.y);
      }
      dc.u = encode(picture.u, chromaWidth, column / 2, row / 2, dc.u);
      dc.v = encode(picture.v, chromaWidth, column / 2, row / 2, dc.v);
    }
  }
  return Buffer.concat([headers(picture.width, picture.height, table), bits.finish(), Buffer.of(0xff, 0xd9)]);
}

type WriteBits = (value: number, length: number) => void;

/** Writes one block and returns its DC value, from which the next one's is counted. */
function writeBlock(
  write: WriteBits,
  coefficients: Float32Array,
  divisors: readonly number[],
  lastDc: number,
): number {
  const quantised = (index: number) => {
    const place = ZIGZAG[index] ?? 0;
    return Math.round((coefficients[place] ?? 0) / (divisors[place] ?? 1));
  };
  const dc = quantised(0);
  writeValue(write, DC_CODES, 0, dc - lastDc);
  let zeros = 0;
  for (let index = 1; index < SIDE * SIDE; index += 1) {
    const value = quantised(index);
    if (value === 0) {
      zeros += 1;
      continue;
    }
    for (; zeros > 15; zeros -= 16) writeCode(write, AC_CODES, SIXTEEN_ZEROS);
    writeValue(write, AC_CODES, zeros, value);
    zeros = 0;
  }
  if (zeros > 0) writeCode(write, AC_CODES, END_OF_BLOCK);
  return dc;
}

/** A symbol of `zeros` and the value's size in bits, then the value; a negative one as its complement. */
function writeValue(write: WriteBits, codes: readonly HuffmanCode[], zeros: number, value: number): void {
  const size = value === 0 ? 0 : 32 - Math.clz32(Math.abs(value));
  writeCode(write, codes, zeros * 16 + size);
  if (size > 0) write(value > 0 ? value : value + 2 ** size - 1, size);
}

function writeCode(write: WriteBits, codes: readonly HuffmanCode[], symbol: number): void {
  const code = codes[symbol];
  if (code === undefined) throw new Error(`JPEG has no code for the symbol ${symbol}.`);
  write(code.bits, code.length);
}

function headers(width: number, height: number, divisors: readonly number[]): Buffer {
  const table = (kind: number, { counts, symbols }: typeof DC_TABLE) =>
    segment(0xc4, [kind, ...counts, ...symbols]);
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    segment(0xe0, [...Buffer.from('JFIF\0', 'latin1'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...ZIGZAG.map((place) => divisors[place] ?? 1)]),
    // Three components; brightness has twice the colours' resolution each way.
    segment(0xc0, [
      8,
      height >> 8,
      height & 255,
      width >> 8,
      width & 255,
      3,
      1,
      0x22,
      0,
      2,
      0x11,
      0,
      3,
      0x11,
      0,
    ]),
    table(0x00, DC_TABLE),
    table(0x10, AC_TABLE),
    segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
  ]);
}

function segment(marker: number, content: readonly number[]): Buffer {
  const length = content.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...content]);
}
