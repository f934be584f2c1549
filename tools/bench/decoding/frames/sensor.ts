import type { Picture } from './picture.ts';
import type { Random } from './random.ts';

/** Adds grain of the given deviation in grey levels of 255, in grains of about `grainPx`. */
export function addNoise(picture: Picture, random: Random, deviationLevels: number): void {
  const { light } = picture;
  for (let index = 0; index < light.length; index += 1) {
    light[index] = (light[index] ?? 0) + (random.normal() * deviationLevels) / 255;
  }
}

/** Steps of the coefficients of an 8 by 8 block at middling quality; the standard's own table is of this shape. */
function stepOf(u: number, v: number, coarseness: number): number {
  return (8 + 4.5 * (u + v) + 0.9 * u * v) * coarseness;
}

const COSINES = Array.from({ length: 8 }, (_unused, u) =>
  Array.from(
    { length: 8 },
    (_alsoUnused, x) => Math.cos(((2 * x + 1) * u * Math.PI) / 16) * (u === 0 ? Math.SQRT1_2 : 1) * 0.5,
  ),
);

/** What a webcam's compression does (MJPEG): each block of 8 by 8 loses its fine detail. `coarseness` 1 to 6. */
export function compress(picture: Picture, coarseness: number): void {
  const block = new Float64Array(64);
  const turned = new Float64Array(64);
  for (let top = 0; top + 8 <= picture.height; top += 8) {
    for (let left = 0; left + 8 <= picture.width; left += 8) {
      compressBlock(picture, top * picture.width + left, coarseness, block, turned);
    }
  }
}

function compressBlock(
  picture: Picture,
  start: number,
  coarseness: number,
  block: Float64Array,
  turned: Float64Array,
): void {
  for (let index = 0; index < 64; index += 1) {
    const offset = start + (index >> 3) * picture.width + (index & 7);
    block[index] = Math.max(0, Math.min(1, picture.light[offset] ?? 0)) * 255 - 128;
  }
  transformRows(block, turned, false);
  transformRows(turned, block, false);
  for (let index = 0; index < 64; index += 1) {
    const step = stepOf(index & 7, index >> 3, coarseness);
    block[index] = Math.round((block[index] ?? 0) / step) * step;
  }
  transformRows(block, turned, true);
  transformRows(turned, block, true);
  for (let index = 0; index < 64; index += 1) {
    picture.light[start + (index >> 3) * picture.width + (index & 7)] = ((block[index] ?? 0) + 128) / 255;
  }
}

/** One-dimensional cosine transform of each row, the result written as columns: twice is the two-dimensional one. */
function transformRows(from: Float64Array, to: Float64Array, isInverse: boolean): void {
  for (let row = 0; row < 8; row += 1) {
    for (let out = 0; out < 8; out += 1) {
      let sum = 0;
      for (let index = 0; index < 8; index += 1) {
        const cosine = isInverse ? COSINES[index]?.[out] : COSINES[out]?.[index];
        sum += (from[row * 8 + index] ?? 0) * (cosine ?? 0);
      }
      to[out * 8 + row] = sum;
    }
  }
}
