import { paintBackground } from './background.ts';
import { FRAME_HEIGHT, FRAME_WIDTH, type BenchFrame } from './frame.ts';
import { drawMeasures, HARDSHIPS, type Hardship, type Measures } from './hardships.ts';
import { placeSquare, type Place } from './homography.ts';
import { defocus, smear, soften } from './lens.ts';
import { beat, flatten, glare, shade } from './light.ts';
import { createPicture, toLuma, type Picture } from './picture.ts';
import { createRandom, type Random } from './random.ts';
import { addNoise, compress } from './sensor.ts';
import { createTicketCode } from './ticket-code.ts';
import { paintTicket, type TicketLook } from './ticket.ts';

/** The hard frame of a seed and a number: the same for ever. Kinds take turns. */
export function createHardFrame(seed: number, index: number): BenchFrame {
  const random = createRandom(seed * 100_003 + index);
  const hardship = HARDSHIPS[index % HARDSHIPS.length] ?? 'small';
  return shoot(hardship, hardship, drawMeasures(hardship, random), random);
}

/** A frame as most are on the night: a ticket held well, in fair light. */
export function createEasyFrame(seed: number, index: number): BenchFrame {
  const random = createRandom(seed * 100_003 + index);
  const measures: Measures = {
    ...drawMeasures('turned', random),
    modulePx: random.between(5, 9),
    turnRadians: random.between(-0.2, 0.2),
    tilt: random.between(0, 0.2),
    contrast: random.between(0.7, 0.95),
    isShaded: false,
    coarseness: 0,
    noiseLevels: random.between(1, 4),
  };
  return shoot('easy', 'turned', measures, random);
}

/** A frame with nobody's ticket in it. */
export function createEmptyFrame(seed: number, index: number): BenchFrame {
  const random = createRandom(seed * 100_003 + index);
  const measures = { ...drawMeasures('turned', random), codes: 0 };
  return shoot('empty', 'turned', measures, random);
}

function shoot(kind: string, hardship: Hardship, measures: Measures, random: Random): BenchFrame {
  const picture = createPicture(FRAME_WIDTH, FRAME_HEIGHT);
  paintBackground(picture, random);
  const texts: string[] = [];
  let centre: Place = { x: FRAME_WIDTH / 2, y: FRAME_HEIGHT / 2 };
  let radiusPx = 100;
  for (let slot = 0; slot < measures.codes; slot += 1) {
    const code = createTicketCode(random);
    // A code must fit its slot, whatever its version and turn: its diagonal decides.
    const slotWidth = FRAME_WIDTH / measures.codes;
    const fit =
      Math.min(slotWidth, FRAME_HEIGHT) / ((code.size + 2 * measures.quietModules + 6) * Math.SQRT2);
    const sidePx = code.size * Math.min(measures.modulePx, fit);
    radiusPx = sidePx / 2;
    const slackX = Math.max(0, slotWidth / 2 - sidePx * 0.9);
    const slackY = Math.max(0, FRAME_HEIGHT / 2 - sidePx * 0.9);
    centre = {
      x: slotWidth * (slot + 0.5) + random.between(-slackX, slackX),
      y: FRAME_HEIGHT / 2 + random.between(-slackY, slackY),
    };
    const quad = placeSquare(
      centre,
      sidePx,
      measures.turnRadians + slot * random.between(-0.5, 0.5),
      measures.tilt,
      random.between(0, 2 * Math.PI),
    );
    paintTicket(picture, code, quad, drawLook(hardship, measures, random));
    texts.push(code.text);
  }
  develop(picture, measures, random, centre, radiusPx);
  return { kind, luma: toLuma(picture), width: FRAME_WIDTH, height: FRAME_HEIGHT, texts };
}

function drawLook(hardship: Hardship, measures: Measures, random: Random): TicketLook {
  const [dark, light] = [random.between(0.02, 0.15), random.between(0.8, 1)];
  const corner = random.pick([0.85, 0.6, 0.5]);
  return {
    quietModules: measures.quietModules,
    ink: measures.isInverted ? light : dark,
    paper: measures.isInverted ? dark : light,
    // On a phone in dark mode a pasted code has only its own thin white frame on a black screen.
    body:
      hardship === 'dark-mode-edge' || measures.isInverted ? random.between(0, 0.12) : random.between(0.7, 1),
    bendModules: measures.bendModules,
    bendWaves: random.between(0.6, 1.4),
    // The finger holds the ticket where no finder pattern is: without one nobody could read it.
    finger: { x: corner, y: corner + random.between(0, 0.3), radius: measures.fingerRadius },
  };
}

/** What happens to the light on its way into the file. */
function develop(
  picture: Picture,
  measures: Measures,
  random: Random,
  centre: Place,
  radiusPx: number,
): void {
  if (measures.isShaded) shade(picture, random, centre);
  if (measures.hasMoire) beat(picture, random);
  if (measures.hasGlare) glare(picture, random, centre, radiusPx);
  if (measures.defocusPx > 0) defocus(picture, measures.defocusPx);
  else soften(picture, measures.softnessPx);
  if (measures.smearPx > 0) smear(picture, measures.smearPx, random.between(0, Math.PI));
  flatten(picture, measures.contrast, random.between(0, 1 - measures.contrast) * 0.7);
  addNoise(picture, random, measures.noiseLevels);
  if (measures.coarseness > 0) compress(picture, measures.coarseness);
}
