/** A grey picture: one byte a pixel, rows without padding. */
export type Luma = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** Whether there is a picture in it at all: cameras have been seen to deliver frames of no size while they start. */
export function isWhole(luma: Luma): boolean {
  return luma.width > 0 && luma.height > 0 && luma.data.length >= luma.width * luma.height;
}

/** Mean of every eighth pixel of every eighth row, 0 to 255: enough to tell dark from light, at a 64th of the cost. */
export function meanBrightness(luma: Luma): number {
  let sum = 0;
  let count = 0;
  for (let y = 4; y < luma.height; y += 8) {
    for (let x = 4; x < luma.width; x += 8) {
      sum += luma.data[y * luma.width + x] ?? 0;
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}
