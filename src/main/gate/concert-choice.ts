/** A concert as far as choosing one goes. */
export type ConcertTimes = {
  readonly id: number;
  readonly startsAt: Date | null;
  readonly entryOpensAt: Date | null;
  readonly entryClosesAt: Date | null;
};

/**
 * Chooses the concert of a gate that was not told one: the one whose entry is open (the latest to open, where several
 * are), else the one whose entry opens next, else the last one that closed. A concert without times is always open, but
 * gives way to any that has them.
 */
export function chooseConcert<Concert extends ConcertTimes>(
  concerts: readonly Concert[],
  now: Date,
): Concert | null {
  const timed = concerts.filter((concert) => opening(concert) !== null);
  const isOpen = (concert: Concert): boolean =>
    (opening(concert) ?? 0) <= now.getTime() && (closing(concert) ?? Infinity) > now.getTime();
  const byOpening = timed.toSorted((a, b) => (opening(a) ?? 0) - (opening(b) ?? 0) || a.id - b.id);
  return (
    byOpening.findLast(isOpen) ??
    byOpening.find((concert) => (opening(concert) ?? 0) > now.getTime()) ??
    concerts.find((concert) => opening(concert) === null) ??
    byOpening.at(-1) ??
    null
  );
}

function opening(concert: ConcertTimes): number | null {
  return (concert.entryOpensAt ?? concert.startsAt)?.getTime() ?? null;
}

const A_NIGHT_MS = 12 * 60 * 60 * 1_000;

/** Where nobody has said when entry closes, the night does. */
function closing(concert: ConcertTimes): number | null {
  if (concert.entryClosesAt !== null) return concert.entryClosesAt.getTime();
  const opened = opening(concert);
  return opened === null ? null : opened + A_NIGHT_MS;
}
