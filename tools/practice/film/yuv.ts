import type { Picture } from './picture.ts';

/** A picture as a camera hands it over: brightness for each pixel, colour for each four (I420, BT.601, 16 to 235). */
export type YuvPicture = {
  readonly width: number;
  readonly height: number;
  readonly y: Uint8ClampedArray;
  readonly u: Uint8ClampedArray;
  readonly v: Uint8ClampedArray;
};

/** Turns a picture with even sides into planes, through a lens that is a little soft: each pixel takes from its neighbours. */
export function toYuv(picture: Picture): YuvPicture {
  const { width, height, rgb } = picture;
  const y = new Uint8ClampedArray(width * height);
  const u = new Uint8ClampedArray((width * height) / 4);
  const v = new Uint8ClampedArray((width * height) / 4);
  for (let pixel = 0, at = 0; pixel < y.length; pixel += 1, at += 3) {
    y[pixel] =
      16 + ((rgb[at] ?? 0) * 65.738 + (rgb[at + 1] ?? 0) * 129.057 + (rgb[at + 2] ?? 0) * 25.064) / 256;
  }
  for (let row = 0, chroma = 0; row < height; row += 2) {
    for (let column = 0; column < width; column += 2, chroma += 1) {
      const at = (row * width + column) * 3;
      const red = mean(rgb, at, width * 3);
      const green = mean(rgb, at + 1, width * 3);
      const blue = mean(rgb, at + 2, width * 3);
      u[chroma] = 128 + (-37.945 * red - 74.494 * green + 112.439 * blue) / 256;
      v[chroma] = 128 + (112.439 * red - 94.154 * green - 18.285 * blue) / 256;
    }
  }
  return { width, height, y: soften(y, width, height), u, v };
}

/** Of a block of two by two pixels. */
function mean(rgb: Uint8ClampedArray, at: number, stride: number): number {
  return ((rgb[at] ?? 0) + (rgb[at + 3] ?? 0) + (rgb[at + stride] ?? 0) + (rgb[at + stride + 3] ?? 0)) / 4;
}

/** Weights 1, 2, 1 across and down; the outermost pixels stay as they are. */
function soften(plane: Uint8ClampedArray, width: number, height: number): Uint8ClampedArray {
  const result = plane.slice();
  for (let y = 1; y < height - 1; y += 1) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at += 1) {
      result[at] =
        (weighThree(plane, at - width) + 2 * weighThree(plane, at) + weighThree(plane, at + width)) / 16;
    }
  }
  return result;
}

function weighThree(plane: Uint8ClampedArray, at: number): number {
  return (plane[at - 1] ?? 0) + 2 * (plane[at] ?? 0) + (plane[at + 1] ?? 0);
}
