import type { Picture } from './picture.ts';

/** Softens by a bell of the given deviation, as a slightly wrong focus does. */
export function soften(picture: Picture, deviationPx: number): void {
  const radius = Math.ceil(deviationPx * 3);
  const weights: number[] = [];
  for (let index = -radius; index <= radius; index += 1) {
    weights.push(Math.exp(-(index * index) / (2 * deviationPx * deviationPx)));
  }
  convolveLine(picture, weights, 1, 0);
  convolveLine(picture, weights, 0, 1);
}

/** Spreads each point over a disc, as a lens out of focus does. */
export function defocus(picture: Picture, radiusPx: number): void {
  // Three box passes in three directions are a hexagon, which is what most apertures are.
  const count = Math.max(2, Math.round(radiusPx * 1.2));
  const weights = Array.from({ length: 2 * Math.floor(count / 2) + 1 }, () => 1);
  convolveLine(picture, weights, 1, 0);
  convolveLine(picture, weights, 0.5, Math.sqrt(3) / 2);
  convolveLine(picture, weights, 0.5, -Math.sqrt(3) / 2);
}

/** Drags each point along a line, as a moving hand does during the exposure. */
export function smear(picture: Picture, lengthPx: number, angleRadians: number): void {
  const count = Math.max(3, 2 * Math.floor(lengthPx / 2) + 1);
  const weights = Array.from({ length: count }, () => 1);
  const step = lengthPx / count;
  convolveLine(picture, weights, Math.cos(angleRadians) * step, Math.sin(angleRadians) * step);
}

function convolveLine(picture: Picture, weights: readonly number[], stepX: number, stepY: number): void {
  const { width, height, light } = picture;
  const source = light.slice();
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const middle = (weights.length - 1) / 2;
  light.fill(0);
  for (const [index, weight] of weights.entries()) {
    const [offsetX, offsetY] = [Math.round((index - middle) * stepX), Math.round((index - middle) * stepY)];
    const share = weight / sum;
    for (let y = 0; y < height; y += 1) {
      const sourceRow = Math.max(0, Math.min(height - 1, y + offsetY)) * width;
      const row = y * width;
      for (let x = 0; x < width; x += 1) {
        const sourceX = Math.max(0, Math.min(width - 1, x + offsetX));
        light[row + x] = (light[row + x] ?? 0) + share * (source[sourceRow + sourceX] ?? 0);
      }
    }
  }
}
