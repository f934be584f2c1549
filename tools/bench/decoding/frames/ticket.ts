import { quadToUnitSquare, type Quad } from './homography.ts';
import type { Picture } from './picture.ts';
import type { TicketCode } from './ticket-code.ts';

/** How a ticket looks apart from its code and place. */
export type TicketLook = {
  /** Width of the quiet zone, in modules. */
  readonly quietModules: number;
  /** Light of dark and of light modules, 0 to 1; a dark-mode ticket has them the other way round. */
  readonly ink: number;
  readonly paper: number;
  /** Light of what surrounds the quiet zone: paper, or a phone's dark screen. */
  readonly body: number;
  /** How far paper is bent, in modules, and how often along its height. */
  readonly bendModules: number;
  readonly bendWaves: number;
  /** A finger over part of the code: its centre and radius as shares of the code's side; radius 0 for none. */
  readonly finger: { readonly x: number; readonly y: number; readonly radius: number };
};

/** Points looked at in each direction of a pixel, so that small modules blend as they do on a sensor. */
const SAMPLES = 3;

/** Paints a ticket with its code (without the quiet zone) at `quad`. */
export function paintTicket(picture: Picture, code: TicketCode, quad: Quad, look: TicketLook): void {
  const toUnit = quadToUnitSquare(quad);
  // The body of the ticket reaches further than its code: two modules beyond the quiet zone, more below.
  const marginModules = look.quietModules + 2;
  const reach = 1 + (2 * (marginModules + 6 + look.bendModules)) / code.size;
  const box = boundingBox(quad, reach, picture);
  for (let y = box.top; y < box.bottom; y += 1) {
    for (let x = box.left; x < box.right; x += 1) {
      const offset = y * picture.width + x;
      const under = picture.light[offset] ?? 0;
      let sum = 0;
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
        const sampleX = x + ((sample % SAMPLES) + 0.5) / SAMPLES;
        const sampleY = y + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES;
        const unit = toUnit(sampleX, sampleY);
        sum += lightAt(code, look, unit.x * code.size, unit.y * code.size, marginModules) ?? under;
      }
      picture.light[offset] = sum / (SAMPLES * SAMPLES);
    }
  }
}

function lightAt(
  code: TicketCode,
  look: TicketLook,
  column: number,
  row: number,
  marginModules: number,
): number | null {
  const { finger } = look;
  const fingerDistance = Math.hypot(column / code.size - finger.x, row / code.size - finger.y);
  if (fingerDistance < finger.radius) return 0.42 + 0.1 * (1 - fingerDistance / finger.radius);
  const bent = column + look.bendModules * Math.sin((row / code.size) * Math.PI * look.bendWaves);
  if (bent >= 0 && row >= 0 && bent < code.size && row < code.size) {
    return code.isDark(Math.floor(bent), Math.floor(row)) ? look.ink : look.paper;
  }
  const beyond = Math.max(-bent, -row, bent - code.size, row - code.size);
  if (beyond < look.quietModules) return look.paper;
  return beyond < marginModules || (row > code.size && beyond < marginModules + 6) ? look.body : null;
}

function boundingBox(
  quad: Quad,
  reach: number,
  picture: Picture,
): { left: number; top: number; right: number; bottom: number } {
  const centreX = quad.reduce((sum, corner) => sum + corner.x, 0) / 4;
  const centreY = quad.reduce((sum, corner) => sum + corner.y, 0) / 4;
  const radius =
    reach * Math.max(...quad.map((corner) => Math.hypot(corner.x - centreX, corner.y - centreY)));
  return {
    left: Math.max(0, Math.floor(centreX - radius)),
    top: Math.max(0, Math.floor(centreY - radius)),
    right: Math.min(picture.width, Math.ceil(centreX + radius)),
    bottom: Math.min(picture.height, Math.ceil(centreY + radius)),
  };
}
