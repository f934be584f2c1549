import type { SessionPool } from '#main/database/session-pool.ts';
import { createRefresher } from '#main/emergency/snapshot/refresher.ts';
import type { OpenSnapshot } from '#main/emergency/snapshot/snapshot.ts';
import type { Logger } from '#main/log/logger.ts';
import type { Breaker } from './breaker.ts';
import type { OwnAdmissions } from './own-admissions.ts';
import { type Rounds, startRounds } from './rounds.ts';

/** How far behind the database a snapshot may be while that is there. */
const REFRESH_EVERY_MS = 3_000;

/** Keeps the snapshot fresh while the database is there. `onRefreshed` is called after each refresh, well or ill. */
export function startRefreshing(options: {
  readonly snapshot: OpenSnapshot;
  readonly pool: SessionPool;
  readonly breaker: Breaker;
  readonly own: OwnAdmissions;
  /** What is copied from a database that has not said who it is might be of another one. */
  readonly isDatabaseConfirmed: () => boolean;
  /** The lead's public key; null while there is none. */
  readonly findSearchKey: () => Promise<string | null>;
  readonly onRefreshed: () => void;
  readonly log: Logger;
}): Rounds {
  const { snapshot, pool, breaker, own, log } = options;
  const refresher = createRefresher({ snapshot, pool, log: log.named('snapshot') });

  async function refresh(closing: AbortSignal): Promise<void> {
    // With the database away too: it tells the lead that the names are missing.
    const searchKey = await options.findSearchKey();
    if (searchKey !== null) snapshot.setSearchKey(searchKey);
    if (breaker.away() !== null || !options.isDatabaseConfirmed()) return;
    const beganAtMs = performance.now();
    const { outcome } = await refresher.refreshOnce({ signal: closing });
    if (outcome === 'refreshed' && snapshot.state()?.isComplete === true) own.noteRefreshed(beganAtMs);
    options.onRefreshed();
  }

  return startRounds(refresh, () => REFRESH_EVERY_MS, log);
}
