import type { PracticeExamples } from '../examples.ts';
import type { TicketStyle } from './ticket-picture.ts';

/** One code in the picture. */
export type FilmCode = {
  readonly text: string;
  readonly style: TicketStyle;
  /** Turned clockwise; any angle. */
  readonly tiltDegrees?: number;
  /** Side of the code as a share of the frame's height: 0.5 is held close, 0.15 far away. */
  readonly scale?: number;
};

/** What is before the camera for a while; without codes it is an empty room. */
export type FilmScene = { readonly codes: readonly FilmCode[]; readonly seconds: number };

const SHOWN_SECONDS = 3;

/** Long enough that the screen is scanning again, and that a code may be shown a second time. */
const EMPTY_SECONDS = 2.5;

/** A film in which every verdict goes by, as do a tilted ticket, one in dark mode, a small one and two at once. */
export function demoScenes(examples: PracticeExamples): FilmScene[] {
  const [ordinary, tilted, dark, small, left, right] = examples.admitted.map(({ code }) => code);
  const shown: (readonly FilmCode[])[] = [
    show(ordinary, 'paper', { tiltDegrees: 4 }),
    show(ordinary, 'paper', { tiltDegrees: -3 }),
    show(examples.noted.code, 'phone', { tiltDegrees: -5 }),
    show(examples.alreadyAdmitted.code, 'paper', { tiltDegrees: 8 }),
    show(examples.cancelled.code, 'phone', { tiltDegrees: 3 }),
    show(examples.notSoldYet.code, 'paper', { tiltDegrees: -7 }),
    show(examples.otherConcert.code, 'paper', { tiltDegrees: 5 }),
    show(examples.unknownCode.code, 'phone', { tiltDegrees: 0 }),
    show(dark, 'dark-mode', { tiltDegrees: -4 }),
    show(tilted, 'paper', { tiltDegrees: 33 }),
    show(small, 'phone', { scale: 0.2, tiltDegrees: 6 }),
    [...show(left, 'paper', { scale: 0.34 }), ...show(right, 'phone', { scale: 0.34, tiltDegrees: 6 })],
  ];
  return shown
    .filter((codes) => codes.length > 0)
    .flatMap((codes) => [
      { codes: [], seconds: EMPTY_SECONDS },
      { codes, seconds: SHOWN_SECONDS },
    ]);
}

/** Nothing where the practice data has run out of ordinary tickets. */
function show(
  text: string | undefined,
  style: TicketStyle,
  more: Omit<FilmCode, 'text' | 'style'>,
): readonly FilmCode[] {
  return text === undefined ? [] : [{ text, style, ...more }];
}
