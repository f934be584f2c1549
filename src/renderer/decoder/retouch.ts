import type { Luma } from './luma.ts';
import type { Region } from './region.ts';

/** What is done to a part of a frame before it is read again. Everything here makes a new picture. */

/** The part of the picture inside `region`, which must lie in it. */
export function crop(luma: Luma, region: Region): Luma {
  const { left, top, width, height } = region;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const start = (top + y) * luma.width + left;
    data.set(luma.data.subarray(start, start + width), y * width);
  }
  return { data, width, height };
}

/** Mean with the neighbours, the nearer the more (1 2 1 in both directions): takes grain and screen patterns out. */
export function soften({ data, width, height }: Luma): Luma {
  const across = new Uint16Array(width * height);
  const soft = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    for (let x = 0; x < width; x += 1) {
      const before = data[row + Math.max(0, x - 1)] ?? 0;
      const after = data[row + Math.min(width - 1, x + 1)] ?? 0;
      across[row + x] = before + 2 * (data[row + x] ?? 0) + after;
    }
  }
  for (let y = 0; y < height; y += 1) {
    const [above, row, below] = [Math.max(0, y - 1) * width, y * width, Math.min(height - 1, y + 1) * width];
    for (let x = 0; x < width; x += 1) {
      soft[row + x] =
        ((across[above + x] ?? 0) + 2 * (across[row + x] ?? 0) + (across[below + x] ?? 0) + 8) >> 4;
    }
  }
  return { data: soft, width, height };
}

/**
 * Makes a picture larger by a factor, evenly between its pixels. The readers look for patterns along single lines of pixels, so they
 * find small and soft modules better with more lines to look along.
 */
export function enlarge(luma: Luma, factor: number): Luma {
  const { data, width: sourceWidth, height: sourceHeight } = luma;
  const width = Math.floor(sourceWidth * factor);
  const height = Math.floor(sourceHeight * factor);
  const large = new Uint8Array(width * height);
  // Places and weights of the columns are the same in every row; 256ths keep the inner loop to whole numbers.
  const columns = new Uint16Array(width);
  const weights = new Uint16Array(width);
  for (let x = 0; x < width; x += 1) {
    const place = Math.min(sourceWidth - 1.01, Math.max(0, (x + 0.5) / factor - 0.5));
    columns[x] = Math.floor(place);
    weights[x] = Math.round((place - Math.floor(place)) * 256);
  }
  for (let y = 0; y < height; y += 1) {
    const place = Math.min(sourceHeight - 1.01, Math.max(0, (y + 0.5) / factor - 0.5));
    const down = Math.round((place - Math.floor(place)) * 256);
    const above = Math.floor(place) * sourceWidth;
    const below = above + sourceWidth;
    for (let x = 0, out = y * width; x < width; x += 1, out += 1) {
      const column = columns[x] ?? 0;
      const right = weights[x] ?? 0;
      const top = (data[above + column] ?? 0) * (256 - right) + (data[above + column + 1] ?? 0) * right;
      const bottom = (data[below + column] ?? 0) * (256 - right) + (data[below + column + 1] ?? 0) * right;
      large[out] = (top * (256 - down) + bottom * down + 32_768) >> 16;
    }
  }
  return { data: large, width, height };
}

/** Lifts each pixel away from its wider surroundings (means of `radiusPx` around it): the opposite of a soft lens. */
export function sharpen(luma: Luma, radiusPx: number, strength: number): Luma {
  const { data, width, height } = luma;
  const wide = blur(luma, radiusPx);
  const sharp = new Uint8ClampedArray(width * height);
  for (let index = 0; index < sharp.length; index += 1) {
    const light = data[index] ?? 0;
    sharp[index] = light + strength * (light - (wide[index] ?? 0));
  }
  return { data: new Uint8Array(sharp.buffer), width, height };
}

/** Mean over a square, by running sums: its cost does not depend on the radius. */
function blur({ data, width, height }: Luma, radiusPx: number): Float32Array {
  const across = new Float32Array(width * height);
  const both = new Float32Array(width * height);
  const count = 2 * radiusPx + 1;
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    let sum = 0;
    for (let x = -radiusPx; x <= radiusPx; x += 1)
      sum += data[row + Math.max(0, Math.min(width - 1, x))] ?? 0;
    for (let x = 0; x < width; x += 1) {
      across[row + x] = sum / count;
      sum += data[row + Math.min(width - 1, x + radiusPx + 1)] ?? 0;
      sum -= data[row + Math.max(0, x - radiusPx)] ?? 0;
    }
  }
  // All columns at once, row by row: memory likes it better than one column after another.
  const sums = new Float32Array(width);
  for (let y = -radiusPx; y <= radiusPx; y += 1) {
    const row = Math.max(0, Math.min(height - 1, y)) * width;
    for (let x = 0; x < width; x += 1) sums[x] = (sums[x] ?? 0) + (across[row + x] ?? 0);
  }
  for (let y = 0; y < height; y += 1) {
    const entering = Math.min(height - 1, y + radiusPx + 1) * width;
    const leaving = Math.max(0, y - radiusPx) * width;
    for (let x = 0; x < width; x += 1) {
      both[y * width + x] = (sums[x] ?? 0) / count;
      sums[x] = (sums[x] ?? 0) + (across[entering + x] ?? 0) - (across[leaving + x] ?? 0);
    }
  }
  return both;
}
