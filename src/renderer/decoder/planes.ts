import type { Luma } from './luma.ts';

/** Copies a plane whose rows are `stride` bytes apart into one without padding. */
export function copyRows(
  plane: Uint8Array,
  layout: { readonly offset: number; readonly stride: number },
  into: Luma,
): void {
  for (let y = 0; y < into.height; y += 1) {
    const start = layout.offset + y * layout.stride;
    into.data.set(plane.subarray(start, start + into.width), y * into.width);
  }
}

/** Brightness of RGBA pixels by the weights of ITU-R BT.601, which the Y of cameras goes by too. */
export function greyFromRgba(rgba: Uint8ClampedArray, into: Luma): void {
  for (let index = 0, offset = 0; index < into.width * into.height; index += 1, offset += 4) {
    into.data[index] =
      (306 * (rgba[offset] ?? 0) + 601 * (rgba[offset + 1] ?? 0) + 117 * (rgba[offset + 2] ?? 0) + 512) >> 10;
  }
}
