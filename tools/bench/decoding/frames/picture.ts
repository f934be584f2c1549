/** A grey picture in the making: light from 0 (black) to 1 (white) a pixel, row by row. */
export type Picture = { readonly light: Float32Array; readonly width: number; readonly height: number };

/** A dark picture of the given size, in pixels. */
export function createPicture(width: number, height: number): Picture {
  return { light: new Float32Array(width * height), width, height };
}

/** Changes every pixel by its place and its light. */
export function mapLight(picture: Picture, change: (light: number, x: number, y: number) => number): void {
  let offset = 0;
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1, offset += 1) {
      picture.light[offset] = change(picture.light[offset] ?? 0, x, y);
    }
  }
}

/** The picture as a camera delivers it: one byte a pixel. */
export function toLuma(picture: Picture): Uint8Array {
  const luma = new Uint8Array(picture.light.length);
  for (let index = 0; index < luma.length; index += 1) {
    luma[index] = Math.max(0, Math.min(255, Math.round((picture.light[index] ?? 0) * 255)));
  }
  return luma;
}
