/** A grey picture: one byte a pixel, rows without padding. */
export type Luma = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** A rectangle of whole pixels. */
export type Region = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

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

/** Half the size in each direction, each pixel the mean of four. */
export function halve(luma: Luma): Luma {
  const { data, width: sourceWidth } = luma;
  const [width, height] = [luma.width >> 1, luma.height >> 1];
  const half = new Uint8Array(width * height);
  for (let y = 0, out = 0; y < height; y += 1) {
    let offset = 2 * y * sourceWidth;
    for (let x = 0; x < width; x += 1, out += 1, offset += 2) {
      half[out] =
        ((data[offset] ?? 0) +
          (data[offset + 1] ?? 0) +
          (data[offset + sourceWidth] ?? 0) +
          (data[offset + sourceWidth + 1] ?? 0) +
          2) >>
        2;
    }
  }
  return { data: half, width, height };
}
