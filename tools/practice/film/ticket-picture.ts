import qrcode from 'qrcode';
import { type Colour, createPicture, fillBox, type Picture } from './picture.ts';

/** How a code is shown to the camera. */
export type TicketStyle = 'paper' | 'phone' | 'dark-mode';

/** A flat ticket, and where on it the code stands. */
export type TicketPicture = {
  readonly picture: Picture;
  /** Length of the code's side without its quiet zone, in the picture's pixels. */
  readonly codeSide: number;
  /** Centre of the code, in the picture's pixels. */
  readonly codeCentre: { readonly x: number; readonly y: number };
};

type Look = {
  readonly body: Colour;
  readonly page: Colour;
  readonly header: Colour;
  readonly text: Colour;
  readonly dark: Colour;
  readonly light: Colour;
  /** Width of the rim around the page, in modules: a phone's body, or none. */
  readonly rimModules: number;
};

const LOOKS: Readonly<Record<TicketStyle, Look>> = {
  paper: {
    body: [240, 238, 230],
    page: [240, 238, 230],
    header: [36, 58, 94],
    text: [96, 96, 100],
    dark: [28, 27, 30],
    light: [240, 238, 230],
    rimModules: 0,
  },
  phone: {
    body: [16, 16, 20],
    page: [226, 232, 242],
    header: [88, 72, 160],
    text: [120, 126, 140],
    dark: [10, 10, 14],
    light: [250, 252, 255],
    rimModules: 1.5,
  },
  // Light modules on a dark page, as an application in dark mode draws them.
  'dark-mode': {
    body: [6, 6, 8],
    page: [22, 23, 28],
    header: [44, 46, 56],
    text: [110, 112, 122],
    dark: [226, 228, 232],
    light: [22, 23, 28],
    rimModules: 1.5,
  },
};

const QUIET_MODULES = 4;
const HEADER_MODULES = 6;
const FOOTER_MODULES = 12;

/** Draws a ticket with the code `text`, each module `modulePixels` wide. */
export function drawTicket(text: string, style: TicketStyle, modulePixels: number): TicketPicture {
  const look = LOOKS[style];
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  const rim = look.rimModules;
  const pageModules = modules.size + 2 * QUIET_MODULES;
  const at = (count: number) => count * modulePixels;
  const picture = createPicture(
    Math.ceil(at(pageModules + 2 * rim)),
    Math.ceil(at(HEADER_MODULES + pageModules + FOOTER_MODULES + 2 * rim)),
    look.body,
  );
  const box = (x: number, y: number, width: number, height: number, colour: Colour) =>
    fillBox(picture, { x: at(x), y: at(y), width: at(width), height: at(height) }, colour);
  box(rim, rim, pageModules, HEADER_MODULES + pageModules + FOOTER_MODULES, look.page);
  box(rim, rim, pageModules, HEADER_MODULES, look.header);
  box(rim + 3, rim + 2.2, pageModules * 0.5, 1.6, look.page);
  box(rim, rim + HEADER_MODULES, pageModules, pageModules, look.light);
  const left = rim + QUIET_MODULES;
  const top = rim + HEADER_MODULES + QUIET_MODULES;
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) !== 0) box(left + column, top + row, 1, 1, look.dark);
    }
  }
  // Lines that stand for the holder's name, the kind of ticket and the small print.
  for (const [line, share] of [0.7, 0.5, 0.82].entries()) {
    box(left, top + modules.size + QUIET_MODULES + 2 + line * 3, modules.size * share, 1.2, look.text);
  }
  return {
    picture,
    codeSide: at(modules.size),
    codeCentre: { x: at(left + modules.size / 2), y: at(top + modules.size / 2) },
  };
}
