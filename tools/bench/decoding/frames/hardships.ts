import type { Random } from './random.ts';

/** What makes a frame hard; each kind draws its own measures and leaves the rest at an ordinary level. */
export const HARDSHIPS = [
  'small',
  'turned',
  'tilted',
  'soft',
  'smeared',
  'noisy',
  'low-contrast',
  'shadow',
  'glare',
  'dark-mode',
  'dark-mode-edge',
  'bent',
  'finger',
  'moire',
  'compressed',
  'several',
] as const;

export type Hardship = (typeof HARDSHIPS)[number];

/** The measures of one hard frame. */
export type Measures = {
  readonly codes: number;
  readonly modulePx: number;
  readonly turnRadians: number;
  readonly tilt: number;
  readonly softnessPx: number;
  readonly defocusPx: number;
  readonly smearPx: number;
  readonly noiseLevels: number;
  readonly contrast: number;
  readonly isShaded: boolean;
  readonly hasGlare: boolean;
  readonly isInverted: boolean;
  readonly quietModules: number;
  readonly bendModules: number;
  readonly fingerRadius: number;
  readonly hasMoire: boolean;
  readonly coarseness: number;
};

/** Draws the measures of a frame of the given kind. */
export function drawMeasures(hardship: Hardship, random: Random): Measures {
  const modulePx = random.between(3.2, 7);
  const ordinary: Measures = {
    codes: 1,
    modulePx,
    turnRadians: random.chance(0.5) ? random.between(-0.3, 0.3) : random.between(0, 2 * Math.PI),
    tilt: random.between(0, 0.35),
    softnessPx: random.between(0.4, 0.9),
    defocusPx: 0,
    smearPx: 0,
    noiseLevels: random.between(1, 6),
    contrast: random.between(0.55, 0.95),
    isShaded: random.chance(0.15),
    hasGlare: false,
    isInverted: false,
    quietModules: random.pick([1, 2, 4, 4]),
    bendModules: 0,
    fingerRadius: 0,
    hasMoire: false,
    coarseness: random.chance(0.4) ? random.between(0.5, 1.5) : 0,
  };
  switch (hardship) {
    case 'small':
      return { ...ordinary, modulePx: random.between(1.9, 3), softnessPx: random.between(0.3, 0.6) };
    case 'turned':
      return { ...ordinary, turnRadians: random.between(0, 2 * Math.PI), modulePx: random.between(2.6, 4) };
    case 'tilted':
      return { ...ordinary, tilt: random.between(0.5, 0.85), modulePx: random.between(4, 7) };
    case 'soft':
      return random.chance(0.5)
        ? { ...ordinary, softnessPx: modulePx * random.between(0.3, 0.52) }
        : { ...ordinary, defocusPx: modulePx * random.between(0.5, 0.9) };
    case 'smeared':
      return { ...ordinary, smearPx: modulePx * random.between(0.8, 1.7) };
    case 'noisy':
      return { ...ordinary, noiseLevels: random.between(14, 36) };
    case 'low-contrast':
      return { ...ordinary, contrast: random.between(0.06, 0.2), noiseLevels: random.between(1, 5) };
    case 'shadow':
      return { ...ordinary, isShaded: true, contrast: random.between(0.25, 0.6) };
    case 'glare':
      return { ...ordinary, hasGlare: true, modulePx: random.between(4, 7) };
    case 'dark-mode':
      return { ...ordinary, isInverted: true, softnessPx: modulePx * random.between(0.2, 0.45) };
    case 'dark-mode-edge':
      return { ...ordinary, quietModules: 1, modulePx: random.between(3, 6) };
    case 'bent':
      return { ...ordinary, bendModules: random.between(0.3, 1.3), modulePx: random.between(4, 8) };
    case 'finger':
      return { ...ordinary, fingerRadius: random.between(0.06, 0.15) };
    case 'moire':
      return { ...ordinary, hasMoire: true };
    case 'compressed':
      return { ...ordinary, coarseness: random.between(2.5, 6) };
    case 'several':
      return { ...ordinary, codes: random.integer(2, 4), modulePx: random.between(2.6, 4) };
  }
}
