import { setTimeout as wait } from 'node:timers/promises';
import type { UndecidedCause } from '#shared/attempt.ts';
import { classifyFailure } from '#main/database/failures.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import type { KnownPosition } from '#main/emergency/log/log-reading.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { beatOnce } from './beat.ts';
import type { BeatReport } from './beat-row.ts';
import type { Breaker } from './breaker.ts';
import type { GateClock } from './gate-clock.ts';
import { startRounds } from './rounds.ts';
import type { SameGateId } from './same-gate-id.ts';

/** Finds out whether the database takes writes, and tells it how the gate is. */
export type Heartbeat = {
  /** Beats at once, where something looks wrong. */
  readonly soon: () => void;
  /** Stops when the beat under way has ended, and says good-bye with a last one where the database is there. */
  readonly close: () => Promise<void>;
};

/** Often enough while online to notice an outage before most guests do; while away, to be back within five seconds. */
const EVERY_MS = 5_000;
const EVERY_MS_WHILE_AWAY = 1_000;
/** A database that comes and goes must answer well so often in a row: each relapse costs a guest two seconds. */
const BEATS_AFTER_RELAPSE = 3;
const BETWEEN_THEM_MS = 400;

/** Starts beating. `onBeat` is called after every beat, well or ill. */
export function startHeartbeat(options: {
  readonly pool: SessionPool;
  readonly breaker: Breaker;
  readonly clock: GateClock;
  readonly gateId: string;
  readonly report: (isLast: boolean) => BeatReport;
  readonly onBeat: () => void;
  readonly sameGateId: SameGateId;
  /** Called with what the database had on record of the log's end. */
  readonly onRecord: (position: KnownPosition) => void;
  readonly log: Logger;
}): Heartbeat {
  const { pool, breaker, clock, sameGateId, log } = options;
  let isWhole = true;

  /** Said once: an earlier program's database is one until somebody migrates it. */
  function noteWhole(isWholeNow: boolean): void {
    if (isWhole === isWholeNow) return;
    isWhole = isWholeNow;
    if (isWhole) log.info('The database has been migrated: the monitor sees all of this gate again');
    else
      log.warn(
        'The database has not been migrated for this program: this gate works, and the monitor sees less of it',
      );
  }

  async function beat(isLast = false): Promise<UndecidedCause | null> {
    try {
      let startedAt: Date | null = null;
      const {
        position,
        writer,
        isWhole: isWholeNow,
      } = await beatOnce(pool, options.gateId, (look) => {
        clock.note(look);
        const report = options.report(isLast);
        startedAt = report.startedAt ?? null;
        return { ...report, isIdShared: sameGateId.isThere() };
      });
      noteWhole(isWholeNow);
      sameGateId.note(writer, startedAt);
      if (position !== null) options.onRecord(position);
      return null;
    } catch (error) {
      const { cause } = classifyFailure(error);
      // Every second the same while away: once is enough.
      if (breaker.away()?.cause !== cause) log.warn('A heartbeat failed', { cause, ...describeError(error) });
      return cause;
    }
  }

  async function beatAsOftenAsNeeded(): Promise<UndecidedCause | null> {
    const beats = breaker.away() !== null && breaker.isRelapse() ? BEATS_AFTER_RELAPSE : 1;
    for (let done = 0; done < beats; done += 1) {
      if (done > 0) await wait(BETWEEN_THEM_MS);
      const cause = await beat();
      if (cause !== null) return cause;
    }
    return null;
  }

  const rounds = startRounds(
    async () => {
      await breaker.probe(beatAsOftenAsNeeded);
      options.onBeat();
    },
    () => (breaker.away() === null ? EVERY_MS : EVERY_MS_WHILE_AWAY),
    log,
  );
  return {
    soon: rounds.soon,
    async close() {
      await rounds.close();
      if (breaker.away() === null && breaker.hasProbed()) await beat(true);
    },
  };
}
