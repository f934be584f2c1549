import type { Luma } from './luma.ts';
import type { Hint } from './reading.ts';
import type { UnreadCode } from './readers/reader.ts';
import { around, clip, sideOf, type Region } from './region.ts';

/** Below this mean brightness nothing can be made out but a screen's own light. */
const DARK_BELOW = 35;
/** Both libraries need about this many pixels for a module. */
const LEAST_MODULE_PX = 3;
/** The steepest step between neighbours, as a share of the region's contrast, below which edges count as washed out. */
const SHARP_FROM = 0.3;

/** What to tell the person who holds a ticket that could not be read, or null where there is nothing to tell. */
export function findHint(luma: Luma, brightness: number, unread: readonly UnreadCode[]): Hint | null {
  const plausible = unread.filter((code) => isPlausible(code, luma));
  const [largest] = plausible.toSorted((a, b) => sideOf(b.corners) - sideOf(a.corners));
  if (largest === undefined) return brightness < DARK_BELOW ? 'too-dark' : null;
  if (sideOf(largest.corners) / largest.modules < LEAST_MODULE_PX) return 'too-small';
  return sharpnessOf(luma, clip(around(largest.corners, 0), luma)) < SHARP_FROM ? 'blurred' : null;
}

/** Whether an unread code can be one at all: the readers put a code together from any three patterns that look like a finder. */
function isPlausible({ corners, modules }: UnreadCode, luma: Luma): boolean {
  const isInside = corners.every(
    ({ x, y }) => x > -50 && y > -50 && x < luma.width + 50 && y < luma.height + 50,
  );
  const side = sideOf(corners);
  const [topLeft, , bottomRight] = corners;
  const diagonal = Math.hypot(bottomRight.x - topLeft.x, bottomRight.y - topLeft.y);
  return isInside && side / modules >= 1 && diagonal > side * 0.7 && diagonal < side * 2;
}

/** Steepest step between neighbours as a share of the contrast, 0 to 1, from every second row; both without outliers. */
function sharpnessOf({ data, width }: Luma, region: Region): number {
  const lights = new Uint32Array(256);
  const steps = new Uint32Array(256);
  let count = 0;
  for (let y = region.top; y < region.top + region.height; y += 2) {
    for (let x = region.left; x + 1 < region.left + region.width; x += 1, count += 1) {
      const light = data[y * width + x] ?? 0;
      const step = Math.abs(light - (data[y * width + x + 1] ?? 0));
      lights[light] = (lights[light] ?? 0) + 1;
      steps[step] = (steps[step] ?? 0) + 1;
    }
  }
  const contrast = quantile(lights, count * 0.95) - quantile(lights, count * 0.05);
  return contrast <= 0 ? 1 : quantile(steps, count * 0.98) / contrast;
}

function quantile(histogram: Uint32Array, rank: number): number {
  let seen = 0;
  for (const [value, count] of histogram.entries()) {
    seen += count;
    if (seen >= rank) return value;
  }
  return 255;
}
