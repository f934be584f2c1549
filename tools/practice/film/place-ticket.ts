import { type Pose, project, projectBack } from './perspective.ts';
import type { Box, Picture } from './picture.ts';
import type { TicketPicture } from './ticket-picture.ts';

/** Samples a pixel, each way: with the soft lens that follows, enough to smooth edges of any slope. */
const SAMPLES = 2;

/** How far the shadow of the ticket reaches and how dark it is. */
const SHADOW = { x: 10, y: 14, light: 0.65 };

/** Draws the ticket into the frame as the camera would see it, with smooth edges and a shadow on the room behind. */
export function placeTicket(frame: Picture, ticket: TicketPicture, pose: Pose): void {
  const seen = seenFrom(ticket, pose);
  const { rgb } = ticket.picture;
  const box = boxAround(frame, ticket, pose);
  for (let y = box.y; y < box.y + box.height; y += 1) {
    for (let x = box.x; x < box.x + box.width; x += 1) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let hits = 0;
      for (let sample = 0; sample < SAMPLES ** 2; sample += 1) {
        const source = seen(
          x + ((sample % SAMPLES) + 0.5) / SAMPLES,
          y + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES,
        );
        if (source < 0) continue;
        red += rgb[source] ?? 0;
        green += rgb[source + 1] ?? 0;
        blue += rgb[source + 2] ?? 0;
        hits += 1;
      }
      const target = (y * frame.width + x) * 3;
      const uncovered = 1 - hits / SAMPLES ** 2;
      const isShaded = uncovered > 0 && seen(x - SHADOW.x, y - SHADOW.y) >= 0;
      const room = uncovered * (isShaded ? SHADOW.light : 1);
      frame.rgb[target] = red / SAMPLES ** 2 + (frame.rgb[target] ?? 0) * room;
      frame.rgb[target + 1] = green / SAMPLES ** 2 + (frame.rgb[target + 1] ?? 0) * room;
      frame.rgb[target + 2] = blue / SAMPLES ** 2 + (frame.rgb[target + 2] ?? 0) * room;
    }
  }
}

/** Tells for a spot of the frame where the colour that is seen there begins in the ticket's picture; -1 beside it. */
function seenFrom(ticket: TicketPicture, pose: Pose): (x: number, y: number) => number {
  const back = projectBack(pose, ticket.codeCentre);
  const { width, height } = ticket.picture;
  return (x, y) => {
    const divisor = back.divisor.at + x * back.divisor.alongX + y * back.divisor.alongY;
    const column = Math.floor((back.x.at + x * back.x.alongX + y * back.x.alongY) / divisor);
    const row = Math.floor((back.y.at + x * back.y.alongX + y * back.y.alongY) / divisor);
    return column < 0 || row < 0 || column >= width || row >= height ? -1 : (row * width + column) * 3;
  };
}

/** The part of the frame that the ticket and its shadow may touch. */
function boxAround(frame: Picture, ticket: TicketPicture, pose: Pose): Box {
  const { width, height } = ticket.picture;
  const corners = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: 0, y: height },
    { x: width, y: height },
  ].map(project(pose, ticket.codeCentre));
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const left = Math.max(0, Math.floor(Math.min(...xs)));
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  const right = Math.min(frame.width, Math.ceil(Math.max(...xs)) + SHADOW.x);
  const bottom = Math.min(frame.height, Math.ceil(Math.max(...ys)) + SHADOW.y);
  return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}
