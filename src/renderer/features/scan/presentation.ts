/**
 * When a code that is read is a new presentation, and when it is the one that was already taken. A camera reads the same
 * code thirty times a second, and a scanner may report it twice: neither is a second attempt.
 */

/** A code that readings lacked for this long, in all, has left the view; the next reading of it is a new presentation. */
export const LEFT_VIEW_AFTER_MS = 1_500;
/**
 * The same for a code that has had its verdict at this gate: the ticket is still being held or put away, and a code that is
 * hard to read may be missing from a row of readings. A second red screen for the same guest costs more than a short wait.
 */
export const DECIDED_LEFT_VIEW_AFTER_MS = 4_500;
/**
 * One reading stands for no more time than this, so that a pause in reading (a worker or a camera that is started again)
 * makes no code leave the view: in that time nothing was looked at.
 */
export const MOST_PER_READING_MS = 200;

type CodeInView = { readonly missedMs: number; readonly isDecided: boolean };

export type CodesInView = {
  /** When the last reading came, in milliseconds of the window's own time; null before the first. */
  readonly lastReadingAtMs: number | null;
  readonly codes: ReadonlyMap<string, CodeInView>;
};

export const NOTHING_IN_VIEW: CodesInView = { lastReadingAtMs: null, codes: new Map() };

export type Presented = {
  readonly inView: CodesInView;
  /** The codes that are presented now and were not before, in the order given. */
  readonly fresh: readonly string[];
};

/**
 * Sorts the codes of one reading into those that were taken before and those that are presented anew. At most `room` are
 * taken; one that finds no room is not remembered, so that it is taken from a later frame if it is still there.
 */
export function presentCodes(
  inView: CodesInView,
  read: readonly string[],
  atMs: number,
  room: number,
): Presented {
  const codes = new Map(age(inView, atMs));
  const fresh: string[] = [];
  for (const code of read) {
    const known = inView.codes.get(code) ?? codes.get(code);
    if (known === undefined) {
      if (fresh.length >= room) continue;
      fresh.push(code);
    }
    codes.set(code, { missedMs: 0, isDecided: known?.isDecided ?? false });
  }
  return { inView: { lastReadingAtMs: atMs, codes }, fresh };
}

/** Notes a code that was taken without the camera, which may see the same ticket in the next frame. */
export function notePresentation(inView: CodesInView, code: string): CodesInView {
  return withCode(inView, code, { missedMs: 0, isDecided: false });
}

/** Notes that a code has had its verdict, if it is in view at all. */
export function noteDecision(inView: CodesInView, code: string): CodesInView {
  const known = inView.codes.get(code);
  return known === undefined ? inView : withCode(inView, code, { ...known, isDecided: true });
}

/**
 * Lets a code be presented again although it never left the view: that of an undecided attempt, whose holder was asked to
 * scan again and may simply go on holding the ticket there.
 */
export function forgetPresentation(inView: CodesInView, code: string): CodesInView {
  return { ...inView, codes: new Map([...inView.codes].filter(([other]) => other !== code)) };
}

function withCode(inView: CodesInView, code: string, entry: CodeInView): CodesInView {
  return { ...inView, codes: new Map([...inView.codes, [code, entry]]) };
}

/** The codes that are still in view if this reading lacks them all. */
function age({ lastReadingAtMs, codes }: CodesInView, atMs: number): (readonly [string, CodeInView])[] {
  const coveredMs = lastReadingAtMs === null ? 0 : Math.min(atMs - lastReadingAtMs, MOST_PER_READING_MS);
  return [...codes]
    .map(([code, entry]) => [code, { ...entry, missedMs: entry.missedMs + coveredMs }] as const)
    .filter(
      ([, { missedMs, isDecided }]) =>
        missedMs <= (isDecided ? DECIDED_LEFT_VIEW_AFTER_MS : LEFT_VIEW_AFTER_MS),
    );
}
