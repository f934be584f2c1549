import type { Luma } from '../luma.ts';
import type { Corners, Point, ReadCode, ReaderName } from '../reading.ts';

/** A code whose place was found but whose modules could not be made out. */
export type UnreadCode = {
  readonly corners: Corners;
  /** Modules on one side, as far as the reader could tell. */
  readonly modules: number;
};

/** What a reader found in one picture. */
export type Found = { readonly codes: readonly ReadCode[]; readonly unread: readonly UnreadCode[] };

export const NOTHING_FOUND: Found = { codes: [], unread: [] };

/** One library behind one face. Corners are in pixels of the picture that it was given. */
export type Reader<Effort> = {
  readonly name: ReaderName;
  readonly readGrey: (luma: Luma, effort: Effort) => Found;
};

/** The same codes in the places of the picture that this one was made from: `factor` times as large, then moved. */
export function movePlaces(found: Found, factor: number, left = 0, top = 0): Found {
  const map = ({ x, y }: Point): Point => ({ x: x * factor + left, y: y * factor + top });
  const mapAll = ([a, b, c, d]: Corners): Corners => [map(a), map(b), map(c), map(d)];
  return {
    codes: found.codes.map((code) => ({ ...code, corners: mapAll(code.corners) })),
    unread: found.unread.map((code) => ({ ...code, corners: mapAll(code.corners) })),
  };
}
