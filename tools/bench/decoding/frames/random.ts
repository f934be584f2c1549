/** A seeded source of chance, so that every run of the benchmark sees the same frames. */
export type Random = {
  /** A number from 0 up to, not including, 1. */
  readonly next: () => number;
  readonly between: (minimum: number, maximum: number) => number;
  /** A whole number, both ends included. */
  readonly integer: (minimum: number, maximum: number) => number;
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
  readonly chance: (probability: number) => boolean;
  /** Normally distributed, mean 0 and deviation 1. */
  readonly normal: () => number;
};

/** Makes a source of chance (mulberry32: 32 bits of state are plenty for pictures). */
export function createRandom(seed: number): Random {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  function between(minimum: number, maximum: number): number {
    return minimum + (maximum - minimum) * next();
  }
  function integer(minimum: number, maximum: number): number {
    return Math.floor(between(minimum, maximum + 1));
  }
  return {
    next,
    between,
    integer,
    pick: (choices) => choices[integer(0, choices.length - 1)] ?? choices[0],
    chance: (probability) => next() < probability,
    // Irwin-Hall with six terms: close enough to a bell for sensor noise, and cheap for a million pixels.
    normal: () => (next() + next() + next() + next() + next() + next() - 3) * Math.SQRT2,
  };
}
