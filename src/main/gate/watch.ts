import type { UndecidedCause } from '#shared/attempt.ts';
import { type GateState, NO_EMERGENCY } from '#shared/gate-state.ts';
import { classifyFailure } from '#main/database/failures.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { countAdmissions, countEverybody, type GateConcert, lookUpPlace } from './surroundings.ts';

/** How often a gate counts admissions, and how rarely it counts everybody and asks which concert it is. */
const LOOK_EVERY_MS = 5_000;
const LOOK_AROUND_EVERY_MS = 60_000;

/** Keeps a gate's state true: connection, concert, counts. */
export type Watch = {
  readonly state: () => GateState;
  readonly onStateChanged: (listener: (state: GateState) => void) => () => void;
  /** The gate's concert; looks it up when it is not known yet. Null with the reason when there is none. */
  readonly concert: () => Promise<GateConcert | UndecidedCause>;
  /** An attempt was answered by the database; counts it at once, the next look puts the number right. */
  readonly noteAnswered: (isAdmission: boolean) => void;
  /** An attempt could not be decided. */
  readonly noteUndecided: (cause: UndecidedCause) => void;
  readonly close: () => void;
};

/** Starts watching. */
export function watchSurroundings(options: {
  readonly pool: SessionPool;
  readonly gateId: string;
  readonly operator: string;
  readonly concertId: number | null;
  readonly isPractice: boolean;
  readonly log: Logger;
}): Watch {
  const { pool, gateId, log } = options;
  const listeners = new Set<(state: GateState) => void>();
  let concert: GateConcert | null = null;
  let lookedAroundAt = -Infinity;
  let state: GateState = {
    gate: { id: gateId, name: null },
    operator: options.operator,
    concert: null,
    connection: { state: 'connecting' },
    counts: null,
    emergency: NO_EMERGENCY,
    isPractice: options.isPractice,
  };

  function change(part: Partial<GateState>): void {
    const next = { ...state, ...part };
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    if (part.connection !== undefined && part.connection.state !== state.connection.state) {
      const cause = part.connection.state === 'away' ? part.connection.cause : undefined;
      log.info('The connection changed', { state: part.connection.state, cause });
    }
    state = next;
    for (const listener of listeners) listener(state);
  }

  function noteFailure(error: unknown): UndecidedCause {
    const { cause } = classifyFailure(error);
    if (state.connection.state !== 'away') log.warn('A look at the database failed', describeError(error));
    change({ connection: { state: 'away', cause } });
    return cause;
  }

  async function findConcert(): Promise<GateConcert | UndecidedCause> {
    try {
      const place = await lookUpPlace(pool, options, log);
      if (concert !== null && concert.id !== place.concert?.id) {
        log.info('The concert changed', { from: concert.id, to: place.concert?.id });
      }
      concert = place.concert;
      change({
        connection: { state: 'online' },
        gate: { id: gateId, name: place.gateName },
        concert: concert === null ? null : concertForScreen(concert),
      });
      return concert ?? 'no-concert';
    } catch (error) {
      return noteFailure(error);
    }
  }

  async function look(): Promise<void> {
    const isStale = performance.now() - lookedAroundAt > LOOK_AROUND_EVERY_MS;
    // A kiosk that is left on overnight must not refuse tomorrow's guests.
    if (concert === null || isStale) await findConcert();
    if (concert === null) return;
    try {
      const counts = await countAdmissions(pool, { gateId, concertId: concert.id });
      const expected = isStale ? await countEverybody(pool, concert.id) : (state.counts?.expected ?? 0);
      if (isStale) lookedAroundAt = performance.now();
      change({ connection: { state: 'online' }, counts: { ...counts, expected } });
    } catch (error) {
      noteFailure(error);
    }
  }

  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  async function lookAgainAndAgain(): Promise<void> {
    await look();
    if (!isClosed) timer = setTimeout(() => void lookAgainAndAgain(), LOOK_EVERY_MS);
  }
  void lookAgainAndAgain();

  return {
    state: () => state,
    onStateChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    concert: async () => concert ?? (await findConcert()),
    noteAnswered(isAdmission) {
      const { counts } = state;
      change({
        connection: { state: 'online' },
        ...(isAdmission && counts !== null
          ? { counts: { ...counts, admittedHere: counts.admittedHere + 1, inside: counts.inside + 1 } }
          : {}),
      });
    },
    noteUndecided(cause) {
      // A busy row or a bad one says nothing about the connection.
      if (cause === 'busy' || cause === 'bad-data' || cause === 'attempt-id-reused') return;
      change({ connection: { state: 'away', cause } });
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

function concertForScreen(concert: GateConcert): GateState['concert'] {
  return {
    id: concert.id,
    title: concert.title,
    startsAt: concert.startsAt?.toISOString() ?? null,
    entryOpensAt: concert.entryOpensAt?.toISOString() ?? null,
    entryClosesAt: concert.entryClosesAt?.toISOString() ?? null,
  };
}
