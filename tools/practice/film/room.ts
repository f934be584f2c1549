import { createPicture, type Picture, seededRandom } from './picture.ts';

const LAMPS = 9;
const NOISE_LEVELS = 5;

/** Where a lamp's soft rim ends, in radii. */
const RIM = 1.3;

/** A foyer in the evening, out of focus: a warm gradient, round lights, darker corners and the noise of a small sensor. */
export function drawRoom(width: number, height: number): Picture {
  const picture = createPicture(width, height, [0, 0, 0]);
  const random = seededRandom(7);
  const lamps = Array.from({ length: LAMPS }, () => ({
    x: random() * width,
    y: random() * height * 0.55,
    radius: (0.03 + random() * 0.06) * width,
    strength: 18 + random() * 40,
  }));
  const noise = seededRandom(11);
  for (let y = 0; y < height; y += 1) {
    const near = lamps.filter((lamp) => Math.abs(y - lamp.y) < lamp.radius * RIM);
    for (let x = 0; x < width; x += 1) {
      const corner = Math.hypot(x / width - 0.5, y / height - 0.5);
      let light = 96 - (y / height) * 42 - corner * 48;
      for (const lamp of near)
        light += lamp.strength * smoothEdge(Math.hypot(x - lamp.x, y - lamp.y) / lamp.radius);
      const grain = (noise() - 0.5) * NOISE_LEVELS;
      const at = (y * width + x) * 3;
      picture.rgb[at] = light * 1.12 + 8 + grain;
      picture.rgb[at + 1] = light * 0.98 + grain;
      picture.rgb[at + 2] = light * 0.84 + 6 + grain;
    }
  }
  return picture;
}

/** 1 inside the disc, 0 outside, with the soft rim of a light out of focus. */
function smoothEdge(distance: number): number {
  const share = Math.min(1, Math.max(0, (RIM - distance) / 0.5));
  return share * share * (3 - 2 * share);
}
