import { classifyFailure } from '#main/database/failures.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { deadlineIn } from '#main/database/time-limit.ts';

/** Books of a million attempts on a slow server; nobody at a door waits for it. */
const VIEW_LIMIT_MS = 15 * 60_000;

/** Locks nothing. The session goes back to READ COMMITTED by itself: the level is the next transaction's only. */
const BEGIN = [
  'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ',
  'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY',
];

/**
 * Has `work` see the database as it is at one moment, however long it looks: what gates write meanwhile is not there yet.
 * `work` gets a pool of that one session, so that every room's questions can be asked in it, one after the other.
 * @throws what `work` throws, and the driver's error.
 */
export async function inOneView<T>(pool: SessionPool, work: (view: SessionPool) => Promise<T>): Promise<T> {
  const deadline = deadlineIn(VIEW_LIMIT_MS);
  const session = await pool.borrow(deadline);
  const lent = { ...session, release: keep, discard: keep };
  const view: SessionPool = {
    borrow: () => Promise.resolve(lent),
    openConnections: pool.openConnections,
    close: () => Promise.resolve(),
  };
  try {
    await session.roundTrip('open the view', BEGIN, deadline);
    const result = await work(view);
    await session.roundTrip('close the view', ['COMMIT'], deadline);
    session.release();
    return result;
  } catch (error) {
    if (classifyFailure(error).kind === 'lost') session.discard();
    else
      await session
        .roundTrip('close the view', ['ROLLBACK'], deadline)
        .then(session.release, session.discard);
    throw error;
  }
}

function keep(): void {
  // The view's session goes back when the view is closed.
}
