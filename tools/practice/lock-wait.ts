import { expect, vi } from 'vitest';
import type { ScratchConcert } from './scratch-concert.ts';

/**
 * How often a test may look at `information_schema.innodb_trx`, in milliseconds. InnoDB answers from a copy that it renews only
 * when nobody has read it for 100 ms: a test that polls faster sees what was there at its first look, for ever.
 */
export const TRANSACTIONS_POLL_MS = 250;

const LOCK_WAITS = "SELECT COUNT(*) n FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'";

/** Waits until some transaction waits for another's row, or until that wait is needless. Also for hooks, where `expect.poll` is not. */
export async function untilLockWait(
  concert: ScratchConcert,
  isNeedless: () => boolean = () => false,
): Promise<void> {
  await vi.waitFor(
    async () => expect(isNeedless() || (await concert.count(LOCK_WAITS)) > 0, 'a lock wait').toBe(true),
    { timeout: 30_000, interval: TRANSACTIONS_POLL_MS },
  );
}
