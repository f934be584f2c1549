/** A place in a frame or on a code's plane. */
export type Place = { readonly x: number; readonly y: number };

/** Four corners: top left, top right, bottom right, bottom left. */
export type Quad = readonly [Place, Place, Place, Place];

/** Carries a place from one plane to another, keeping straight lines straight. */
export type Homography = (x: number, y: number) => Place;

/** The mapping of a quad in the frame onto the unit square: where each pixel looks on the code's plane. */
export function quadToUnitSquare(quad: Quad): Homography {
  const [a, b, c, d] = quad;
  const dx = a.x - b.x + c.x - d.x;
  const dy = a.y - b.y + c.y - d.y;
  const [dx1, dy1, dx2, dy2] = [b.x - c.x, b.y - c.y, d.x - c.x, d.y - c.y];
  const determinant = dx1 * dy2 - dx2 * dy1;
  const g = (dx * dy2 - dx2 * dy) / determinant;
  const h = (dx1 * dy - dx * dy1) / determinant;
  const [m0, m1, m2] = [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x];
  const [m3, m4, m5] = [b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y];
  // The inverse, by cofactors: scale cancels in the division below.
  const [i0, i1, i2] = [m4 - m5 * h, m2 * h - m1, m1 * m5 - m2 * m4];
  const [i3, i4, i5] = [m5 * g - m3, m0 - m2 * g, m2 * m3 - m0 * m5];
  const [i6, i7, i8] = [m3 * h - m4 * g, m1 * g - m0 * h, m0 * m4 - m1 * m3];
  return (x, y) => {
    const w = i6 * x + i7 * y + i8;
    return { x: (i0 * x + i1 * y + i2) / w, y: (i3 * x + i4 * y + i5) / w };
  };
}

/**
 * A square turned in the plane and tilted away, as a held ticket is.
 * `sidePx` is the mean side in the frame; `tilt` from 0 (flat) to about 0.5.
 */
export function placeSquare(
  centre: Place,
  sidePx: number,
  turnRadians: number,
  tilt: number,
  tiltDirectionRadians: number,
): Quad {
  function corner(x: number, y: number): Place {
    // Tilting shortens one axis and makes the far side smaller.
    const along = x * Math.cos(tiltDirectionRadians) + y * Math.sin(tiltDirectionRadians);
    const across = -x * Math.sin(tiltDirectionRadians) + y * Math.cos(tiltDirectionRadians);
    const depth = 1 + along * tilt * 0.6;
    const [u, v] = [(along * Math.sqrt(1 - tilt * tilt)) / depth, across / depth];
    const px = u * Math.cos(tiltDirectionRadians) - v * Math.sin(tiltDirectionRadians);
    const py = u * Math.sin(tiltDirectionRadians) + v * Math.cos(tiltDirectionRadians);
    return {
      x: centre.x + sidePx * (px * Math.cos(turnRadians) - py * Math.sin(turnRadians)),
      y: centre.y + sidePx * (px * Math.sin(turnRadians) + py * Math.cos(turnRadians)),
    };
  }
  return [corner(-0.5, -0.5), corner(0.5, -0.5), corner(0.5, 0.5), corner(-0.5, 0.5)];
}
