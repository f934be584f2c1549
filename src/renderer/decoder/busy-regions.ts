import type { Luma } from './luma.ts';
import { clip, type Region } from './region.ts';

/** Distance between the points that are looked at, in pixels: about a module of a ticket that is held well. */
const THINNING = 4;
/** Side of the squares that the frame is judged by, in points and in pixels. */
const CELL = 4;
const CELL_PX = CELL * THINNING;
/** Room around a region, so that its quiet zone is in it. */
const MARGIN_PX = 16;
/** How far above the frame's ordinary cell a region must stand out, and by how much at least. */
const LEAST_RATIO = 1.4;
const LEAST_BUSYNESS = 0.006;
/** Added to a cell's light, so that grain in the dark does not count as change: sixteen looks at four pixels. */
const DARKEST_SUM = 16 * 4 * 120;
/** A region goes on as long as its cells have this share of its busiest one. */
const SHARE_OF_PEAK = 0.3;

type Grid = { readonly busyness: Float32Array; readonly columns: number; readonly rows: number };

/**
 * The places of a frame that change from dark to light both across and down, busiest first: what a code does however
 * it is turned, blurred or small, and few other things do. Letters do too, so this is a place to look at and no more.
 * It looks at a quarter of the pixels.
 */
export function findBusyRegions(luma: Luma, limit: number): readonly Region[] {
  const grid = smooth(measure(luma));
  const sorted = grid.busyness.toSorted();
  const ordinary = sorted[sorted.length >> 1] ?? 0;
  const taken = new Uint8Array(grid.busyness.length);
  const regions: Region[] = [];
  while (regions.length < limit) {
    const peak = busiest(grid, taken);
    const height = grid.busyness[peak] ?? 0;
    if (height < Math.max(ordinary * LEAST_RATIO, ordinary + LEAST_BUSYNESS)) break;
    regions.push(grow(grid, taken, peak, ordinary + (height - ordinary) * SHARE_OF_PEAK, luma));
  }
  return regions;
}

function measure(luma: Luma): Grid {
  const { data, width, height } = thin(luma);
  const columns = Math.floor((width - 1) / CELL);
  const rows = Math.floor((height - 1) / CELL);
  const busyness = new Float32Array(Math.max(0, columns * rows));
  for (let cell = 0; cell < busyness.length; cell += 1) {
    const start = Math.floor(cell / columns) * CELL * width + (cell % columns) * CELL;
    let [across, down, sum] = [0, 0, 0];
    for (let row = start; row < start + CELL * width; row += width) {
      for (let offset = row; offset < row + CELL; offset += 1) {
        const light = data[offset] ?? 0;
        across += Math.abs(light - (data[offset + 1] ?? 0));
        down += Math.abs(light - (data[offset + width] ?? 0));
        sum += light;
      }
    }
    // Relative to the light that falls on it: a shadow across a ticket must not cut it in two.
    busyness[cell] = Math.min(across, down) / (sum + DARKEST_SUM);
  }
  return { busyness, columns, rows };
}

/** A quarter of the size in each direction; each point the sum of four pixels, so that grain weighs half as much. */
function thin(luma: Luma): { readonly data: Uint16Array; readonly width: number; readonly height: number } {
  const width = Math.floor(luma.width / THINNING);
  const height = Math.floor(luma.height / THINNING);
  const data = new Uint16Array(width * height);
  const below = luma.width;
  for (let y = 0, out = 0; y < height; y += 1) {
    let offset = y * THINNING * luma.width;
    for (let x = 0; x < width; x += 1, out += 1, offset += THINNING) {
      const upper = (luma.data[offset] ?? 0) + (luma.data[offset + 1] ?? 0);
      data[out] = upper + (luma.data[offset + below] ?? 0) + (luma.data[offset + below + 1] ?? 0);
    }
  }
  return { data, width, height };
}

/** Mean of each cell and its neighbours, so that one edge alone is no region. */
function smooth(grid: Grid): Grid {
  const { columns, rows, busyness: source } = grid;
  const busyness = new Float32Array(source.length);
  for (let row = 1; row < rows - 1; row += 1) {
    for (let column = 1; column < columns - 1; column += 1) {
      const cell = row * columns + column;
      let sum = 0;
      for (let near = cell - columns; near <= cell + columns; near += columns) {
        sum += (source[near - 1] ?? 0) + (source[near] ?? 0) + (source[near + 1] ?? 0);
      }
      busyness[cell] = sum / 9;
    }
  }
  return { busyness, columns, rows };
}

function busiest({ busyness }: Grid, taken: Uint8Array): number {
  let best = 0;
  let height = -1;
  for (let cell = 0; cell < busyness.length; cell += 1) {
    const candidate = busyness[cell] ?? 0;
    if (candidate > height && taken[cell] === 0) [best, height] = [cell, candidate];
  }
  return height < 0 ? -1 : best;
}

/** The cells that hang together with `peak` and are at least `floor` high, as a rectangle with a margin. */
function grow(grid: Grid, taken: Uint8Array, peak: number, floor: number, luma: Luma): Region {
  const { columns, rows, busyness } = grid;
  let [left, right, top, bottom] = [columns, 0, rows, 0];
  const open = [peak];
  taken[peak] = 1;
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    const [column, row] = [cell % columns, Math.floor(cell / columns)];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
    for (const next of [cell - 1, cell + 1, cell - columns, cell + columns]) {
      // The outermost cells are always empty (see smooth), so no row runs into the next.
      if (taken[next] === 0 && (busyness[next] ?? 0) >= floor) {
        taken[next] = 1;
        open.push(next);
      }
    }
  }
  return clip(
    {
      left: left * CELL_PX - MARGIN_PX,
      top: top * CELL_PX - MARGIN_PX,
      width: (right - left + 1) * CELL_PX + 2 * MARGIN_PX,
      height: (bottom - top + 1) * CELL_PX + 2 * MARGIN_PX,
    },
    luma,
  );
}
