import type { SessionPool } from '#main/database/session-pool.ts';
import type { Books } from '#main/monitoring/integrity/integrity.ts';
import { verifyBooks } from '#main/monitoring/integrity/verify-books.ts';
import { REHEARSAL_CONCERT_ID } from './rehearsal-tickets.ts';

/** What the books of a rehearsal come to, without a look at what was shown at the doors. */
export type ProvedBooks = {
  /** Both sides of the equation; null when the concert is gone. */
  readonly equation: Books | null;
  /** What does not hold, in sentences. */
  readonly findings: readonly string[];
};

/**
 * Verifies the books as `admit-one verify` does after the night: from the database and the gates' logs alone. An open conflict is what
 * an outage with copied tickets must leave; nobody is there to close it.
 */
export async function proveBooks(pool: SessionPool, logFolders: readonly string[]): Promise<ProvedBooks> {
  const integrity = await verifyBooks({ pool, concertId: REHEARSAL_CONCERT_ID, logFiles: logFolders });
  const broken = integrity.rules.filter(({ rule, state }) => state === 'broken' && rule !== 'conflict-open');
  return {
    equation: integrity.concerts[0]?.total ?? null,
    findings: broken.flatMap(({ rule, faults }) =>
      faults.map(({ words }) => `the books (${rule}): ${words}`),
    ),
  };
}
