import type { UndecidedCause } from '#shared/attempt.ts';
import { classifyFailure } from '#main/database/failures.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { countOpenConflicts } from '#main/emergency/replay/conflicts.ts';
import type { Snapshot } from '#main/emergency/snapshot/snapshot-types.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import type { Breaker } from './breaker.ts';
import { chooseConcert } from './concert-choice.ts';
import type { GateConcert } from './concert-list.ts';
import type { GateClock } from './gate-clock.ts';
import type { Place } from './place.ts';
import { startRounds } from './rounds.ts';
import { countAdmissions, countEverybody, lookUpPlace } from './surroundings.ts';

/** How often a gate counts admissions, and how rarely it counts everybody and asks which concert it is. */
const LOOK_EVERY_MS = 5_000;
const LOOK_AROUND_EVERY_MS = 60_000;

/** Knows what is around the gate: its name, its concert, how many are inside. */
export type Watch = {
  /** False until the first look, well or ill. */
  readonly hasLooked: () => boolean;
  readonly gateName: () => string | null;
  /** The gate's concert, by the database or else by the snapshot. */
  readonly concert: () => GateConcert | null;
  /** The concert that the database names; looks it up when it is not known yet. */
  readonly findConcert: () => Promise<GateConcert | UndecidedCause>;
  /** Where a gate on its own decides; or why it can't. */
  readonly placeHere: () => Place | UndecidedCause;
  /** By the database; null until it has answered once. */
  readonly counts: () => Counts | null;
  /** Of all gates; null until the database has answered once. */
  readonly openConflicts: () => number | null;
  /** The database has let somebody in here: counted at once, the next look puts the number right. */
  readonly noteAdmitted: () => void;
  readonly soon: () => void;
  readonly close: () => Promise<void>;
};

export type Counts = { readonly admittedHere: number; readonly inside: number; readonly expected: number };

/** Starts watching. `onChange` is called after every look. */
export function watchSurroundings(options: {
  readonly pool: SessionPool;
  readonly breaker: Breaker;
  readonly clock: GateClock;
  readonly snapshot: Snapshot;
  readonly gateId: string;
  readonly operator: string;
  readonly concertId: number | null;
  /** Called with who the database is, before anything else is made of an answer of its. */
  readonly onDatabase: (databaseId: string) => void;
  readonly onChange: () => void;
  readonly log: Logger;
}): Watch {
  const { pool, breaker, clock, snapshot, gateId, operator, concertId, log } = options;
  let gateName: string | null = null;
  let named: GateConcert | null = null;
  let counts: Counts | null = null;
  let openConflicts: number | null = null;
  let lookedAroundAtMs = -Infinity;
  let hasLooked = false;
  let finding: Promise<GateConcert | UndecidedCause> | null = null;

  async function lookUp(): Promise<GateConcert | UndecidedCause> {
    try {
      const place = await lookUpPlace(pool, { gateId, concertId }, log);
      options.onDatabase(place.databaseId);
      gateName = place.gateName;
      if (named !== null && named.id !== place.concert?.id) {
        log.info('The concert changed', { from: named.id, to: place.concert?.id });
      }
      named = place.concert;
      options.onChange();
      return named ?? 'no-concert';
    } catch (error) {
      return noteFailure(error);
    } finally {
      finding = null;
    }
  }

  function noteFailure(error: unknown): UndecidedCause {
    // The heartbeat says whether the database is away; a look that failed alone is looked again soon.
    log.warn('A look at the database failed', describeError(error));
    return classifyFailure(error).cause;
  }

  async function look(): Promise<void> {
    if (breaker.away() === null) await lookAround();
    // What comes back may be another database.
    else lookedAroundAtMs = -Infinity;
    hasLooked = true;
    options.onChange();
  }

  async function lookAround(): Promise<void> {
    const isStale = performance.now() - lookedAroundAtMs > LOOK_AROUND_EVERY_MS;
    // A kiosk that is left on overnight must not refuse tomorrow's guests.
    if (named === null || isStale) await (finding ??= lookUp());
    const concert = named;
    if (concert === null) return;
    try {
      const counted = await countAdmissions(pool, { gateId, concertId: concert.id });
      const expected = isStale ? await countEverybody(pool, concert.id) : (counts?.expected ?? 0);
      openConflicts = await countOpenConflicts(pool, concert.id);
      if (isStale) lookedAroundAtMs = performance.now();
      counts = { ...counted, expected };
    } catch (error) {
      noteFailure(error);
    }
  }

  /** As the database would choose it, from the snapshot; else the one that it named last. */
  function concertHere(): GateConcert | null {
    const concerts = snapshot.concerts();
    const chosen =
      concertId === null
        ? chooseConcert(concerts, clock.serverNow())
        : concerts.find(({ id }) => id === concertId);
    // The snapshot may be older than the concert.
    const isNamedKnown = named === null || concerts.some(({ id }) => id === named?.id);
    return (isNamedKnown ? chosen : null) ?? named;
  }

  const concert = (): GateConcert | null => (breaker.away() === null ? named : null) ?? concertHere();
  const rounds = startRounds(look, () => LOOK_EVERY_MS, log);
  return {
    hasLooked: () => hasLooked,
    gateName: () => gateName,
    concert,
    findConcert: async () => named ?? (await (finding ??= lookUp())),
    placeHere() {
      const here = concert();
      return here === null
        ? (breaker.away()?.cause ?? 'no-concert')
        : { gateId, gateName, operator, concert: here };
    },
    counts: () => counts,
    openConflicts: () => openConflicts,
    noteAdmitted() {
      if (counts === null) return;
      counts = { ...counts, admittedHere: counts.admittedHere + 1, inside: counts.inside + 1 };
    },
    soon: rounds.soon,
    close: rounds.close,
  };
}
