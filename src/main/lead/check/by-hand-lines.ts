import type { Confirmation, GateCheckLine } from '#shared/gate-check.ts';

/** What a person has answered, and when; the newest answer to each question. */
export type Confirmed = { readonly [What in Confirmation['what']]?: ConfirmedOnce<What> };
type ConfirmedOnce<What extends Confirmation['what']> = {
  readonly at: string;
  readonly answer: Extract<Confirmation, { readonly what: What }>;
};

/** What was good yesterday says little: the laptop was carried, closed and opened since. */
const VALID_MS = 18 * 60 * 60 * 1_000;
/** A code that stands smaller than this in the picture is read late or not at all when it moves. */
const SMALL_CODE_PX = 90;
const SLOW_READING_MS = 1_000;

/** The three lines that only a person can answer; amber until somebody has, and again when it is long ago. */
export function byHandLines(confirmed: Confirmed, now: Date): readonly GateCheckLine[] {
  return [
    cameraLine(confirmed.camera),
    loudspeakerLine(confirmed.loudspeaker),
    screenLine(confirmed.screen),
  ].map((line) =>
    isLongAgo(line, now) ? { ...line, level: 'amber', advice: 'That was long ago: try it again.' } : line,
  );
}

function isLongAgo({ at, level }: GateCheckLine, now: Date): boolean {
  return at !== null && level === 'green' && now.getTime() - Date.parse(at) > VALID_MS;
}

function cameraLine(confirmed: Confirmed['camera']): GateCheckLine {
  const line = { id: 'camera', group: 'laptop', title: 'Camera', at: confirmed?.at ?? null } as const;
  if (confirmed === undefined) return notTried(line, 'Show the test code to the camera.');
  const { read, isGood } = confirmed.answer;
  if (read === null || !isGood) {
    return {
      ...line,
      level: 'red',
      finding: 'The test code was not read.',
      advice: 'Clean the camera, turn on a light, or plug in another camera; then try again.',
    };
  }
  const finding = `The test code was read ${Math.round(read.inMs)} ms after the picture, ${Math.round(read.widthPx)} pixels wide.`;
  if (read.inMs > SLOW_READING_MS) {
    return {
      ...line,
      level: 'amber',
      finding,
      advice: 'Reading is slow: close other programs, then try again.',
    };
  }
  if (read.widthPx < SMALL_CODE_PX) {
    return {
      ...line,
      level: 'amber',
      finding,
      advice: 'The code was small in the picture: try again, closer.',
    };
  }
  return { ...line, level: 'green', finding, advice: null };
}

function loudspeakerLine(confirmed: Confirmed['loudspeaker']): GateCheckLine {
  const line = {
    id: 'loudspeaker',
    group: 'laptop',
    title: 'Loudspeaker',
    at: confirmed?.at ?? null,
  } as const;
  if (confirmed === undefined) return notTried(line, 'Play the sounds.');
  const { isGood, volume } = confirmed.answer;
  if (isGood) return { ...line, level: 'green', finding: 'Somebody heard every sound.', advice: null };
  return {
    ...line,
    level: 'red',
    finding: 'The sounds were not heard.',
    advice:
      volume === 0
        ? 'This gate’s settings say volume 0: tell the IT person.'
        : 'Turn the system’s volume up, pull out headphones, then try again.',
  };
}

function screenLine(confirmed: Confirmed['screen']): GateCheckLine {
  const line = { id: 'screen', group: 'laptop', title: 'Screen', at: confirmed?.at ?? null } as const;
  if (confirmed === undefined) return notTried(line, 'Show the three colours, and step back two metres.');
  if (confirmed.answer.isGood) {
    return { ...line, level: 'green', finding: 'The colours can be read from two metres.', advice: null };
  }
  return {
    ...line,
    level: 'red',
    finding: 'The colours can’t be read from two metres.',
    advice: 'Turn the brightness up, and turn the laptop away from the sun or the lamp; then try again.',
  };
}

function notTried(line: Pick<GateCheckLine, 'id' | 'group' | 'title' | 'at'>, advice: string): GateCheckLine {
  return { ...line, level: 'amber', finding: 'Nobody has tried it yet.', advice };
}
