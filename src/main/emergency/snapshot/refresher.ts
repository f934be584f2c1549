import { classifyFailure } from '#main/database/failures.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { createDoubt } from './doubt.ts';
import { finishFirstCopy } from './first-copy.ts';
import type { RefreshResult, Refresher } from './refresh-result.ts';
import { createRoundTrips } from './round-trips.ts';
import type { OpenSnapshot } from './snapshot.ts';
import { StoppedError } from './stopped.ts';
import { createSurroundingsReader } from './surroundings.ts';
import { createSweep } from './sweep.ts';
import { takeChanges } from './take-changes.ts';

/** Keeps `snapshot` up to date with the database behind `pool`. It has no timer: whoever owns it calls `refreshOnce`. */
export function createRefresher(options: {
  readonly snapshot: OpenSnapshot;
  readonly pool: SessionPool;
  readonly log: Logger;
  readonly now?: () => Date;
}): Refresher {
  const { pool, log } = options;
  const { writer } = options.snapshot;
  const now = options.now ?? ((): Date => new Date());
  const trips = createRoundTrips(pool);
  const surroundings = createSurroundingsReader(writer, log);
  const sweep = createSweep(writer, trips, createDoubt(writer, trips, log));
  let lastOutcome: RefreshResult['outcome'] = 'refreshed';
  let earlier: Promise<unknown> = Promise.resolve();

  async function refresh(signal: AbortSignal | undefined): Promise<RefreshResult> {
    const startedAtMs = performance.now();
    writer.beginRefresh();
    const parts = { writer, trips, surroundings, sweep, now, signal };
    const copied = await finishFirstCopy(parts);
    const { changed, removed } = await takeChanges(parts);
    await sweep.reseal(signal);
    const tookMs = performance.now() - startedAtMs;
    return { outcome: 'refreshed', changed: copied + changed, removed, tookMs };
  }

  async function refreshSafely(signal: AbortSignal | undefined): Promise<RefreshResult> {
    if (signal?.aborted === true) return { outcome: 'stopped' };
    try {
      return await refresh(signal);
    } catch (error) {
      if (error instanceof StoppedError) return { outcome: 'stopped' };
      if (writer.noteFailure(error)) return { outcome: 'snapshot-failed' };
      if (lastOutcome !== 'database-failed')
        log.warn('A refresh of the snapshot failed', describeError(error));
      return { outcome: 'database-failed', cause: classifyFailure(error).cause };
    }
  }

  return {
    refreshOnce({ signal } = {}) {
      const result = earlier.then(async () => {
        const came = await refreshSafely(signal);
        lastOutcome = came.outcome;
        return came;
      });
      earlier = result;
      return result;
    },
  };
}
