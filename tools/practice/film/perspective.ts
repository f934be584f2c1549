export type Spot = { readonly x: number; readonly y: number };

/** How a flat thing is held before the camera. */
export type Pose = {
  /** Where the thing's origin comes to lie, in frame pixels. */
  readonly centre: Spot;
  /** Frame pixels for one pixel of the thing. */
  readonly magnification: number;
  /** Turned in the frame's plane, clockwise. */
  readonly tiltDegrees: number;
  /** Turned about its upright axis, away from the camera: what makes perspective. */
  readonly yawDegrees: number;
};

/** Distance of the camera in frame pixels: small enough that perspective shows. */
const CAMERA_DISTANCE = 1_600;

/** Tells for a spot of the thing where it appears in the frame. */
export function project(pose: Pose, origin: Spot): (spot: Spot) => Spot {
  const { sine, cosine, depth, breadth } = turns(pose);
  return ({ x, y }) => {
    const u = (x - origin.x) * pose.magnification;
    const v = (y - origin.y) * pose.magnification;
    const nearness = CAMERA_DISTANCE / (CAMERA_DISTANCE + u * depth);
    const flatX = u * breadth * nearness;
    const flatY = v * nearness;
    return {
      x: pose.centre.x + flatX * cosine - flatY * sine,
      y: pose.centre.y + flatX * sine + flatY * cosine,
    };
  };
}

/** `(at + x * alongX + y * alongY)` for the spot (x, y) of the frame. */
type Linear = { readonly at: number; readonly alongX: number; readonly alongY: number };

/** The way back as numbers, because it is gone for every sample: the thing's x is `x / divisor`, its y `y / divisor`. */
export type BackProjection = { readonly x: Linear; readonly y: Linear; readonly divisor: Linear };

/** `project`, solved for the thing's spot. */
export function projectBack(pose: Pose, origin: Spot): BackProjection {
  const { sine, cosine, depth, breadth } = turns(pose);
  const { centre, magnification } = pose;
  const flatX = through(centre, cosine, sine);
  const flatY = through(centre, -sine, cosine);
  // flatX = u * breadth * D / (D + u * depth) gives u = flatX * D / (breadth * D - flatX * depth), and v likewise.
  const divisor = add({ at: breadth * CAMERA_DISTANCE, alongX: 0, alongY: 0 }, flatX, -depth);
  const scale = CAMERA_DISTANCE / magnification;
  const nothing = { at: 0, alongX: 0, alongY: 0 };
  return {
    x: add(add(nothing, flatX, scale), divisor, origin.x),
    y: add(add(nothing, flatY, scale * breadth), divisor, origin.y),
    divisor,
  };
}

function through(centre: Spot, alongX: number, alongY: number): Linear {
  return { at: -centre.x * alongX - centre.y * alongY, alongX, alongY };
}

function add(to: Linear, more: Linear, times: number): Linear {
  return {
    at: to.at + more.at * times,
    alongX: to.alongX + more.alongX * times,
    alongY: to.alongY + more.alongY * times,
  };
}

function turns(pose: Pose): { sine: number; cosine: number; depth: number; breadth: number } {
  const tilt = (pose.tiltDegrees * Math.PI) / 180;
  const yaw = (pose.yawDegrees * Math.PI) / 180;
  return { sine: Math.sin(tilt), cosine: Math.cos(tilt), depth: Math.sin(yaw), breadth: Math.cos(yaw) };
}
