import { mapLight, type Picture } from './picture.ts';
import type { Random } from './random.ts';

/** Paints what stands behind a ticket at a gate: walls, people, clothes with stripes, posters with letters. */
export function paintBackground(picture: Picture, random: Random): void {
  const [base, slopeX, slopeY] = [
    random.between(0.15, 0.6),
    random.between(-0.2, 0.2),
    random.between(-0.2, 0.2),
  ];
  mapLight(picture, (_light, x, y) => base + (slopeX * x) / picture.width + (slopeY * y) / picture.height);
  for (let count = random.integer(4, 10); count > 0; count -= 1) paintBlob(picture, random);
  for (let count = random.integer(2, 6); count > 0; count -= 1) paintBox(picture, random);
  if (random.chance(0.5)) paintStripes(picture, random);
  for (let count = random.integer(0, 3); count > 0; count -= 1) paintLetters(picture, random);
}

function paintBlob(picture: Picture, random: Random): void {
  const [centreX, centreY] = [random.between(0, picture.width), random.between(0, picture.height)];
  const [radiusX, radiusY] = [random.between(30, 260), random.between(30, 260)];
  const light = random.between(0.05, 0.95);
  const opacity = random.between(0.4, 1);
  fill(picture, centreX - radiusX, centreY - radiusY, 2 * radiusX, 2 * radiusY, (under, x, y) => {
    const distance = ((x - centreX) / radiusX) ** 2 + ((y - centreY) / radiusY) ** 2;
    return distance < 1 ? under + (light - under) * opacity * Math.min(1, (1 - distance) * 4) : under;
  });
}

function paintBox(picture: Picture, random: Random): void {
  const light = random.between(0, 1);
  const [x, y] = [random.between(-50, picture.width), random.between(-50, picture.height)];
  fill(picture, x, y, random.between(20, 400), random.between(20, 300), () => light);
}

function paintStripes(picture: Picture, random: Random): void {
  const period = random.between(6, 40);
  const [light, dark] = [random.between(0.5, 0.9), random.between(0.05, 0.4)];
  const [x, y] = [random.between(0, picture.width - 200), random.between(0, picture.height - 200)];
  const isUpright = random.chance(0.5);
  fill(picture, x, y, random.between(100, 400), random.between(100, 400), (_under, px, py) =>
    ((isUpright ? px : py) / period) % 1 < 0.5 ? light : dark,
  );
}

function paintLetters(picture: Picture, random: Random): void {
  const height = random.between(8, 28);
  const [left, top] = [random.between(0, picture.width - 200), random.between(0, picture.height - 100)];
  fill(picture, left - 8, top - 8, 12 * height, 5 * height, () => 0.85);
  for (let line = 0; line < 3; line += 1) {
    for (let x = left; x < left + 10 * height; x += height * 0.6) {
      fill(picture, x, top + line * height * 1.5, height * 0.12, height, () => 0.1);
      if (random.chance(0.6)) {
        const y = top + line * height * 1.5 + random.pick([0, 0.45, 0.88]) * height;
        fill(picture, x, y, height * 0.45, height * 0.12, () => 0.1);
      }
      if (random.chance(0.4)) {
        fill(picture, x + height * 0.33, top + line * height * 1.5, height * 0.12, height, () => 0.1);
      }
    }
  }
}

function fill(
  picture: Picture,
  left: number,
  top: number,
  width: number,
  height: number,
  paint: (under: number, x: number, y: number) => number,
): void {
  for (let y = Math.max(0, Math.round(top)); y < Math.min(picture.height, top + height); y += 1) {
    for (let x = Math.max(0, Math.round(left)); x < Math.min(picture.width, left + width); x += 1) {
      const offset = y * picture.width + x;
      picture.light[offset] = paint(picture.light[offset] ?? 0, x, y);
    }
  }
}
