/** A picture in memory: 8 bits each of red, green and blue, row by row from the top left. */
export type Picture = {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8ClampedArray;
};

export type Colour = readonly [red: number, green: number, blue: number];

/** Makes a picture of one colour. */
export function createPicture(width: number, height: number, colour: Colour): Picture {
  const picture = { width, height, rgb: new Uint8ClampedArray(width * height * 3) };
  fillBox(picture, { x: 0, y: 0, width, height }, colour);
  return picture;
}

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Fills a box with a colour; what lies outside the picture is cut off. */
export function fillBox(picture: Picture, box: Box, colour: Colour): void {
  const left = Math.max(0, Math.round(box.x));
  const right = Math.min(picture.width, Math.round(box.x + box.width));
  const bottom = Math.min(picture.height, Math.round(box.y + box.height));
  for (let y = Math.max(0, Math.round(box.y)); y < bottom; y += 1) {
    for (let at = (y * picture.width + left) * 3; at < (y * picture.width + right) * 3; at += 3) {
      [picture.rgb[at], picture.rgb[at + 1], picture.rgb[at + 2]] = colour;
    }
  }
}

/** Random numbers from 0 to 1 that are the same at each run: films must not differ from one machine to the next. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    // The multiplier and increment of Numerical Recipes' linear congruential generator.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
