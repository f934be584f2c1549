/**
 * When a code that is read is a new presentation, and when it is the one that was already taken. A camera reads the same
 * code thirty times a second, and a scanner may report it twice: neither is a second attempt.
 */

/** A code that was not read for this long has left the view; the next reading of it is a new presentation. */
export const LEFT_VIEW_AFTER_MS = 1_500;

/** When each code in view was last read, in milliseconds of the window's own time. */
export type CodesInView = ReadonlyMap<string, number>;

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
  codes: readonly string[],
  atMs: number,
  room: number,
): Presented {
  const next = new Map([...inView].filter(([, lastReadMs]) => atMs - lastReadMs <= LEFT_VIEW_AFTER_MS));
  const fresh: string[] = [];
  for (const code of codes) {
    if (!next.has(code)) {
      if (fresh.length >= room) continue;
      fresh.push(code);
    }
    next.set(code, atMs);
  }
  return { inView: next, fresh };
}

/**
 * Lets a code be presented again although it never left the view: that of an undecided attempt, whose holder was asked to
 * scan again and may simply go on holding the ticket there.
 */
export function forgetPresentation(inView: CodesInView, code: string): CodesInView {
  return new Map([...inView].filter(([other]) => other !== code));
}
