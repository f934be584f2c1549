import { type Picture } from './picture.ts';
import { placeTicket } from './place-ticket.ts';
import type { FilmCode, FilmScene } from './scenes.ts';
import { drawTicket, type TicketPicture } from './ticket-picture.ts';
import { toYuv, type YuvPicture } from './yuv.ts';

const USUAL_SCALE = 0.45;
const YAW_DEGREES = 10;

/** Modules are drawn this wide before they are projected: more than they ever measure in the frame. */
const MODULE_PIXELS = 14;

/** Nobody holds a ticket still: where the hand is at each step, in frame pixels and degrees. */
const HAND: readonly { readonly x: number; readonly y: number; readonly tiltDegrees: number }[] = [
  { x: 0, y: 0, tiltDegrees: 0 },
  { x: 3, y: -2, tiltDegrees: 0.7 },
  { x: 5, y: 1, tiltDegrees: 1.1 },
  { x: 2, y: 3, tiltDegrees: 0.4 },
];

/** Draws the frames of a scene that differ from each other; they are shown over and over, in this order. */
export function drawScene(scene: FilmScene, room: Picture): YuvPicture[] {
  if (scene.codes.length === 0) return [toYuv(room)];
  const tickets = scene.codes.map((code) => drawTicket(code.text, code.style, MODULE_PIXELS));
  return HAND.map((hand) => {
    const frame = { ...room, rgb: room.rgb.slice() };
    for (const [index, ticket] of tickets.entries()) {
      const code = scene.codes[index];
      if (code !== undefined)
        placeTicket(frame, ticket, poseOf(code, ticket, index, scene.codes.length, frame, hand));
    }
    return toYuv(frame);
  });
}

function poseOf(
  code: FilmCode,
  ticket: TicketPicture,
  index: number,
  count: number,
  frame: Picture,
  hand: (typeof HAND)[number],
) {
  return {
    centre: { x: (frame.width * (index + 0.5)) / count + hand.x, y: frame.height * 0.47 + hand.y },
    magnification: ((code.scale ?? USUAL_SCALE) * frame.height) / ticket.codeSide,
    tiltDegrees: (code.tiltDegrees ?? 0) + hand.tiltDegrees,
    yawDegrees: index % 2 === 0 ? YAW_DEGREES : -YAW_DEGREES,
  };
}
