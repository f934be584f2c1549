import { placeSquare, type Place } from './homography.ts';
import { createPicture, mapLight, toLuma } from './picture.ts';
import { encode, type CodeContent } from './ticket-code.ts';
import { paintTicket } from './ticket.ts';

/** A ticket to draw; what is left out is ordinary. */
export type TicketToDraw = {
  readonly text: CodeContent;
  readonly centre: Place;
  readonly modulePx?: number;
  readonly turnDegrees?: number;
  readonly tilt?: number;
  readonly isInverted?: boolean;
  readonly quietModules?: number;
};

/** Draws tickets on an even grey: for tests, which say what they need and leave the rest alone. */
export function drawFrame(
  width: number,
  height: number,
  tickets: readonly TicketToDraw[],
): { readonly data: Uint8Array; readonly width: number; readonly height: number } {
  const picture = createPicture(width, height);
  mapLight(picture, () => 0.5);
  for (const ticket of tickets) {
    const {
      text,
      centre,
      modulePx = 5,
      turnDegrees = 0,
      tilt = 0,
      isInverted = false,
      quietModules = 4,
    } = ticket;
    const code = encode(text, 'M');
    const [ink, paper] = isInverted ? [0.9, 0.1] : [0.1, 0.9];
    paintTicket(
      picture,
      code,
      placeSquare(centre, code.size * modulePx, (turnDegrees * Math.PI) / 180, tilt, 1),
      {
        quietModules,
        ink,
        paper,
        body: paper,
        bendModules: 0,
        bendWaves: 1,
        finger: { x: 0, y: 0, radius: 0 },
      },
    );
  }
  return { data: toLuma(picture), width, height };
}
