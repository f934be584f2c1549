/**
 * The cosine transform of eight values after Arai, Agui and Nakajima (1988): five multiplications, because each result is left
 * off by a known factor (`SCALES`) that the division by the quantisation table takes in.
 */

const SIDE = 8;
const LEVEL_SHIFT = 128;

const COS_2 = Math.cos(Math.PI / 8);
const COS_4 = Math.SQRT1_2;
const COS_6 = Math.cos((3 * Math.PI) / 8);

/** What the transform's result `row * 8 + column` is too large by. */
export const SCALES: readonly number[] = Array.from(
  { length: SIDE * SIDE },
  (_, index) => SIDE * factor(Math.floor(index / SIDE)) * factor(index % SIDE),
);

function factor(frequency: number): number {
  return frequency === 0 ? 1 : Math.SQRT2 * Math.cos((frequency * Math.PI) / 16);
}

/** Transforms the block of 8 by 8 at `start` of a plane into `block`: rows, then columns. */
export function transformBlock(
  plane: Uint8ClampedArray,
  start: number,
  stride: number,
  block: Float32Array,
): void {
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1)
      block[y * SIDE + x] = (plane[start + y * stride + x] ?? 0) - LEVEL_SHIFT;
  }
  for (let y = 0; y < SIDE; y += 1) transformEight(block, y * SIDE, 1);
  for (let x = 0; x < SIDE; x += 1) transformEight(block, x, SIDE);
}

function transformEight(block: Float32Array, at: number, step: number): void {
  const value = (index: number) => block[at + index * step] ?? 0;
  const sum07 = value(0) + value(7);
  const sum16 = value(1) + value(6);
  const sum25 = value(2) + value(5);
  const sum34 = value(3) + value(4);
  const gap07 = value(0) - value(7);
  const gap16 = value(1) - value(6);
  const gap25 = value(2) - value(5);
  const gap34 = value(3) - value(4);

  const outer = sum07 + sum34;
  const inner = sum16 + sum25;
  const outerGap = sum07 - sum34;
  const turned = (sum16 - sum25 + outerGap) * COS_4;
  block[at] = outer + inner;
  block[at + 4 * step] = outer - inner;
  block[at + 2 * step] = outerGap + turned;
  block[at + 6 * step] = outerGap - turned;

  const low = gap34 + gap25;
  const middle = (gap25 + gap16) * COS_4;
  const high = gap16 + gap07;
  const shared = (low - high) * COS_6;
  const lowTurned = low * (COS_2 - COS_6) + shared;
  const highTurned = high * (COS_2 + COS_6) + shared;
  const plus = gap07 + middle;
  const minus = gap07 - middle;
  block[at + 5 * step] = minus + lowTurned;
  block[at + 3 * step] = minus - lowTurned;
  block[at + step] = plus + highTurned;
  block[at + 7 * step] = plus - highTurned;
}
