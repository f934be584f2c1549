import type { Session } from '#main/database/session-pool.ts';
import type { Deadline } from '#main/database/time-limit.ts';
import { readDigests } from './records.ts';
import type { ReplayLine } from './replay-line.ts';
import { findDigests, lockByDigest, lockById } from './statements.ts';

/** The locking statements of a batch, in the order in which every replay and every admission takes its locks. */
export type LockPlan = {
  readonly locks: readonly string[];
  /** Ticket purchases that were named by their id and that these locks must find. */
  readonly ids: readonly number[];
};

/**
 * Plans the locks: one a ticket purchase, by its digest, in the digests' order, so that no two replays wait for each other
 * in a circle. An entry that the lead wrote by hand names an id; its digest is looked up first, without a lock. A ticket
 * purchase without a code is locked by its id, after all others: no admission ever locks it.
 */
export async function planLocks(
  session: Session,
  lines: readonly ReplayLine[],
  deadline: Deadline,
): Promise<LockPlan> {
  const scanned = lines.filter(({ basis }) => basis !== 'manual').map(({ codeDigest }) => codeDigest);
  const named = new Set(
    lines.flatMap(({ basis, ticketPurchaseId }) =>
      basis === 'manual' && ticketPurchaseId !== null ? [ticketPurchaseId] : [],
    ),
  );
  const digests =
    named.size === 0
      ? new Map<number, Buffer | null>()
      : readDigests(
          (await session.roundTrip('find digests', [findDigests({ ids: [...named] })], deadline))[0],
        );
  const withoutCode = [...digests].filter(([, digest]) => digest === null).map(([id]) => id);
  const byDigest = new Map(
    [...scanned, ...digests.values()].flatMap((digest) =>
      digest === null ? [] : [[digest.toString('hex'), digest] as const],
    ),
  );
  return {
    locks: [
      ...[...byDigest.values()]
        .toSorted((one, other) => one.compare(other))
        .map((codeDigest) => lockByDigest({ codeDigest })),
      ...withoutCode.toSorted((one, other) => one - other).map((id) => lockById({ id })),
    ],
    ids: [...digests.keys()],
  };
}
