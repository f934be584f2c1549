import type { Changes, ConflictChange } from './changes.ts';
import type { Known, KnownAttempt, KnownTicketPurchase, Use } from './known.ts';
import type { LineOutcome, SetAsideReason } from './outcome.ts';
import type { ReplayLine } from './replay-line.ts';
import { compareSides, correctedDoorTime, type Side, sideOf } from './side.ts';

/**
 * What replay does with a line, by what the database knows under the locks (ADR 0008). No SQL in here: lines are entered
 * one after the other, each sees what those before it did, and `changes` says what is to be written.
 */
export type Books = {
  readonly enter: (line: ReplayLine) => LineOutcome;
  readonly changes: () => Changes;
};

/** Opens the books of one transaction. */
export function openBooks(known: Known, options: { readonly isUnverifiedAccepted: boolean }): Books {
  const attempts = new Map(known.attempts.map((attempt) => [attempt.attemptId, attempt]));
  const onRecord: ReadonlySet<string> = new Set(attempts.keys());
  const before = new Map(known.ticketPurchases.map((purchase) => [purchase.id, purchase]));
  const now = new Map(before);
  const byDigest = new Map(
    known.ticketPurchases.map((purchase) => [purchase.codeDigest?.toString('hex') ?? '', purchase.id]),
  );
  const entered = new Map<string, Changes['attempts'][number]>();
  const setAside: Changes['setAside'][number][] = [];
  const versions = new Map<number, number>();

  function enter(line: ReplayLine): LineOutcome {
    const { source } = line;
    const putAside = (reason: SetAsideReason): LineOutcome => {
      setAside.push({ line, reason });
      return { line: source, outcome: 'set-aside', reason };
    };
    const recorded = attempts.get(line.attemptId);
    if (recorded !== undefined && !recorded.codeDigest.equals(line.codeDigest)) {
      return putAside('attempt-id-reused');
    }
    if (recorded !== undefined && (recorded.verdict === 'admitted' || line.verdict !== 'admitted')) {
      // Of two lines under one id, refused first and then let in, the admission is the last word: not a lost answer.
      // A lost answer is of the very presentation that was refused here. One of another door time was asked for afterwards, online,
      // and its green was seen.
      const isAnswerLost =
        recorded.verdict !== line.verdict &&
        recorded.decidedBy === 'database' &&
        recorded.doorTime.getTime() === Date.parse(source.entry.doorTime);
      return recorded.verdict === 'admitted' && line.verdict !== 'admitted' && isAnswerLost
        ? putAside('admitted-in-database')
        : { line: source, outcome: 'recognised' };
    }
    if (!source.isVerified && !options.isUnverifiedAccepted) return putAside('chain-broken');
    if (line.verdict !== 'admitted') {
      record(line, line.ticketPurchaseId);
      return { line: source, outcome: 'inserted' };
    }
    const purchase = find(line);
    if (purchase === null) {
      if (line.basis === 'rules' || line.ticketPurchaseId !== null) return putAside('ticket-gone');
      record(line, null);
      return { line: source, outcome: 'inserted' };
    }
    if (purchase.status === 'cancelled') return putAside('ticket-cancelled');
    record(line, purchase.id);
    return { line: source, outcome: admit(purchase, sideOf(line)) };
  }

  function find(line: ReplayLine): KnownTicketPurchase | null {
    const id =
      line.basis === 'manual' ? line.ticketPurchaseId : byDigest.get(line.codeDigest.toString('hex'));
    return (id === null || id === undefined ? null : now.get(id)) ?? null;
  }

  function record(line: ReplayLine, ticketPurchaseId: number | null): void {
    entered.set(line.attemptId, { line, ticketPurchaseId, isKnown: onRecord.has(line.attemptId) });
    const { attemptId, codeDigest, verdict, doorTime } = line;
    attempts.set(attemptId, {
      attemptId,
      codeDigest,
      verdict,
      decidedBy: 'emergency',
      doorTime,
    } satisfies KnownAttempt);
  }

  function admit(purchase: KnownTicketPurchase, side: Side): 'inserted' | 'conflict' {
    const admissions = [...purchase.admissions, side];
    if (purchase.status === 'valid') {
      now.set(purchase.id, { ...purchase, ...useOf(side), status: 'used', admissions });
      return 'inserted';
    }
    const already = purchase.conflict?.sides ?? [];
    const earlier = purchase.admissions.length > 0 ? purchase.admissions : [untracedSide(purchase)];
    const missing = [...(already.length > 0 ? purchase.admissions : earlier), side].filter(
      (one) => !already.some(({ attemptId }) => attemptId === one.attemptId),
    );
    const sides = [...already, ...missing];
    if (purchase.conflict !== null) {
      versions.set(purchase.id, (versions.get(purchase.id) ?? 0) + missing.length);
    }
    const [first] = sides.toSorted(compareSides);
    now.set(purchase.id, {
      ...purchase,
      ...(first === undefined ? {} : useOf(first)),
      admissions,
      conflict: { isClosed: false, sides },
    });
    return 'conflict';
  }

  function changes(): Changes {
    const changed = [...now.values()].filter((purchase) => purchase !== before.get(purchase.id));
    return {
      attempts: [...entered.values()],
      uses: changed
        .filter((purchase) => !isSameUse(purchase, before.get(purchase.id)))
        .map(({ id, usedAt, usedGateId, usedBy }) => ({ ticketPurchaseId: id, usedAt, usedGateId, usedBy })),
      conflicts: changed.flatMap((purchase) => {
        const change = conflictChange(
          purchase,
          before.get(purchase.id) ?? null,
          versions.get(purchase.id) ?? 0,
        );
        return change === null ? [] : [change];
      }),
      setAside,
    };
  }

  return { enter, changes };
}

/** The admission of a ticket purchase that is used and has no attempt: the web version's. */
function untracedSide(purchase: KnownTicketPurchase): Side {
  return {
    attemptId: null,
    gateId: purchase.usedGateId,
    operator: purchase.usedBy ?? '',
    decidedBy: 'database',
    doorTime: purchase.usedAt,
    clockOffsetMs: null,
    clockUncertaintyMs: null,
    logId: null,
    sequence: null,
  };
}

function useOf(side: Side): Use {
  return { usedAt: correctedDoorTime(side), usedGateId: side.gateId, usedBy: side.operator };
}

function isSameUse(one: KnownTicketPurchase, other: KnownTicketPurchase | undefined): boolean {
  return (
    one.status === other?.status &&
    one.usedAt?.getTime() === other.usedAt?.getTime() &&
    one.usedGateId === other.usedGateId &&
    (one.usedBy ?? '') === (other.usedBy ?? '')
  );
}

function conflictChange(
  purchase: KnownTicketPurchase,
  earlier: KnownTicketPurchase | null,
  versions: number,
): ConflictChange | null {
  const had = earlier?.conflict ?? null;
  if (purchase.conflict === null || purchase.conflict === had) return null;
  return {
    ticketPurchaseId: purchase.id,
    isNew: had === null,
    versions,
    newSides: purchase.conflict.sides.slice(had?.sides.length ?? 0),
  };
}
