import { mapLight, type Picture } from './picture.ts';
import type { Random } from './random.ts';

/** A hard shadow's edge across the frame, or light from one side only. */
export function shade(picture: Picture, random: Random, centre: { x: number; y: number }): void {
  const angle = random.between(0, 2 * Math.PI);
  const softnessPx = random.pick([6, 60, 300]);
  const floor = random.between(0.2, 0.45);
  const offset = random.between(-60, 60);
  mapLight(picture, (light, x, y) => {
    const distance = (x - centre.x) * Math.cos(angle) + (y - centre.y) * Math.sin(angle) + offset;
    return light * (floor + (1 - floor) / (1 + Math.exp(-distance / softnessPx)));
  });
}

/** A lamp mirrored by a phone's glass or glossy paper: a patch that drowns what is under it. */
export function glare(
  picture: Picture,
  random: Random,
  centre: { x: number; y: number },
  radiusPx: number,
): void {
  const x0 = centre.x + random.between(-radiusPx, radiusPx) * 1.2;
  const y0 = centre.y + random.between(-radiusPx, radiusPx) * 1.2;
  const strength = random.between(0.4, 1);
  const [spreadX, spreadY] = [radiusPx * random.between(0.3, 0.9), radiusPx * random.between(0.2, 0.7)];
  mapLight(picture, (light, x, y) => {
    const distance = ((x - x0) / spreadX) ** 2 + ((y - y0) / spreadY) ** 2;
    return distance > 9 ? light : light + strength * Math.exp(-distance);
  });
}

/** Presses all light into a narrow range, as fog on the lens or a dim screen does. */
export function flatten(picture: Picture, contrast: number, darkest: number): void {
  mapLight(picture, (light) => darkest + light * contrast);
}

/** The beat of a screen's own pixels against the sensor's: waves over the whole ticket. */
export function beat(picture: Picture, random: Random): void {
  const angle = random.between(0, Math.PI);
  const waves = (2 * Math.PI) / random.between(3, 14);
  const depth = random.between(0.08, 0.25);
  mapLight(
    picture,
    (light, x, y) =>
      light * (1 - depth + depth * Math.sin(waves * (x * Math.cos(angle) + y * Math.sin(angle)))),
  );
}
