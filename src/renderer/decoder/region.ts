import type { Luma } from './luma.ts';
import type { Corners } from './reading.ts';

/** A rectangle of whole pixels. */
export type Region = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** The part of a rectangle that lies in the picture, in whole pixels. */
export function clip(region: Region, luma: Luma): Region {
  const left = Math.max(0, Math.floor(region.left));
  const top = Math.max(0, Math.floor(region.top));
  const right = Math.min(luma.width, Math.ceil(region.left + region.width));
  const bottom = Math.min(luma.height, Math.ceil(region.top + region.height));
  return { left, top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}

/** The rectangle around a code, with a share of its size as room on each side. */
export function around(corners: Corners, room: number): Region {
  const xs = corners.map((corner) => corner.x);
  const ys = corners.map((corner) => corner.y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const margin = Math.max(width, height) * room;
  return { left: left - margin, top: top - margin, width: width + 2 * margin, height: height + 2 * margin };
}

/** How much of the smaller rectangle lies in the other one, 0 to 1. */
export function overlap(a: Region, b: Region): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  const smaller = Math.min(a.width * a.height, b.width * b.height);
  return width <= 0 || height <= 0 || smaller <= 0 ? 0 : (width * height) / smaller;
}

/** Mean length of a code's sides, in pixels. */
export function sideOf([topLeft, topRight, bottomRight, bottomLeft]: Corners): number {
  return (
    (Math.hypot(topRight.x - topLeft.x, topRight.y - topLeft.y) +
      Math.hypot(bottomRight.x - topRight.x, bottomRight.y - topRight.y) +
      Math.hypot(bottomLeft.x - bottomRight.x, bottomLeft.y - bottomRight.y) +
      Math.hypot(topLeft.x - bottomLeft.x, topLeft.y - bottomLeft.y)) /
    4
  );
}
