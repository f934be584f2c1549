/** A concert as far as choosing one goes. */
export type ConcertTimes = {
  readonly id: number;
  readonly startsAt: Date | null;
  readonly entryOpensAt: Date | null;
  readonly entryClosesAt: Date | null;
};

const HOUR_MS = 60 * 60 * 1_000;
/** Where nobody has said when entry opens: well before the first note. */
const OPENS_BEFORE_START_MS = 3 * HOUR_MS;
/** Where nobody has said when it closes, the night does; and so long a gate stays with a concert that has closed. */
const A_NIGHT_MS = 12 * HOUR_MS;

/**
 * Chooses the concert of a gate that was not told one: the one whose entry is open (the latest to open, where several
 * are); else the one that opens within hours; else the one that closed tonight, so that a latecomer hears "not open" and
 * not "other concert"; else the next one. A concert without any time is always open, but gives way to one that is open or
 * about to be. Null where it can't be told: a wrong guess would refuse a whole evening.
 */
export function chooseConcert<Concert extends ConcertTimes>(
  concerts: readonly Concert[],
  now: Date,
): Concert | null {
  const untimed = concerts.filter((concert) => opening(concert) === null);
  const timed = concerts
    .filter((concert) => opening(concert) !== null)
    .toSorted((a, b) => opensAt(a) - opensAt(b) || a.id - b.id);
  const at = now.getTime();
  const open = timed.findLast((concert) => opensAt(concert) <= at && closesAt(concert) > at);
  const next = timed.find((concert) => opensAt(concert) > at);
  const near = next !== undefined && opensAt(next) - at <= OPENS_BEFORE_START_MS ? next : undefined;
  const closedTonight = timed.findLast(
    (concert) => closesAt(concert) <= at && at - closesAt(concert) < A_NIGHT_MS,
  );
  const certain = open ?? near ?? closedTonight;
  if (certain !== undefined) return certain;
  if (untimed.length > 0) return untimed.length === 1 ? (untimed[0] ?? null) : null;
  return next ?? timed.at(-1) ?? null;
}

function opening(concert: ConcertTimes): number | null {
  if (concert.entryOpensAt !== null) return concert.entryOpensAt.getTime();
  if (concert.startsAt !== null) return concert.startsAt.getTime() - OPENS_BEFORE_START_MS;
  // Only an end is known: it has been open for as long as we can tell.
  return concert.entryClosesAt === null ? null : concert.entryClosesAt.getTime() - A_NIGHT_MS;
}

function opensAt(concert: ConcertTimes): number {
  return opening(concert) ?? -Infinity;
}

function closesAt(concert: ConcertTimes): number {
  return concert.entryClosesAt?.getTime() ?? opensAt(concert) + A_NIGHT_MS;
}
