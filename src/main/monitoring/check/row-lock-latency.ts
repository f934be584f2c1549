import { createHash } from 'node:crypto';
import { v7 as newAttemptId } from 'uuid';
import { quantile } from '#shared/quantile.ts';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import {
  BEGIN,
  describeTicketPurchase,
  findAttempt,
  insertAttemptIfMarked,
  lockTicketPurchase,
  markUsed,
  ROLLBACK,
} from '#main/admission/statements.ts';
import { classifyFailure } from '#main/database/failures.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import { amber, type Check, green, type Judgement, lineOf, red, type Subject } from './check.ts';
import { findMissingRight } from './missing-right.ts';
import { findTrialPurchase, type TrialPurchase } from './trial-purchase.ts';
import { milliseconds } from './words.ts';

const SUBJECT: Subject = { id: 'row-lock-latency', group: 'server', title: 'Speed of an admission' };

const TRIES = 50;
const TRIES_OF_HELD = 2;
/** A slow network is known after a few. */
const IN_ALL_MS = 4_000;
const ONE_MS = 3_000;

const QUICK_MEDIAN_MS = 20;
const QUICK_P95_MS = 50;
/** The seed promises a second; half of it is the guest's, the camera's and the screen's. */
const TOO_SLOW_P95_MS = 500;

/** The times of row-locked transactions that were rolled back, in milliseconds. */
export type LatencyFacts = { readonly timesMs: readonly number[]; readonly conflicts: number };

/** How long an admission would take from here. */
export const rowLockLatencyCheck: Check = {
  subjects: [SUBJECT],
  async look({ pool }) {
    const purchase = await findTrialPurchase(pool);
    if (purchase === null) {
      return [
        lineOf(
          SUBJECT,
          amber(
            'There is no unused ticket purchase to try with.',
            'Look again when the tickets are in the database.',
          ),
        ),
      ];
    }
    return [lineOf(SUBJECT, await judgeTries(pool, purchase))];
  },
};

async function judgeTries(pool: SessionPool, purchase: TrialPurchase): Promise<Judgement> {
  try {
    return judgeLatency(await tryAdmissions(pool, purchase));
  } catch (error) {
    const { kind, cause } = classifyFailure(error);
    if (kind === 'lost' || cause === 'unexpected' || cause === 'not-migrated') throw error;
    const missing = await findMissingRight(pool, error);
    if (missing !== null) {
      return red(
        `An admission cannot be written: the database’s user lacks the right ${missing.right}.`,
        missing.advice,
      );
    }
    const { problem, advice } = UNDECIDED_CAUSES[cause];
    return red(`An admission cannot be written: ${problem}`, advice);
  }
}

/** The admission's own two round trips, up to where it would commit. @throws the driver's error. */
async function tryAdmissions(pool: SessionPool, purchase: TrialPurchase): Promise<LatencyFacts> {
  const timesMs: number[] = [];
  let conflicts = 0;
  const startedAtMs = performance.now();
  const session = await pool.borrow(deadlineIn(ONE_MS));
  try {
    while (
      timesMs.length + conflicts < TRIES &&
      // Each takes a second, and the ticket is held.
      (timesMs.length > 0 || conflicts < TRIES_OF_HELD) &&
      performance.now() - startedAtMs < IN_ALL_MS
    ) {
      const beganAtMs = performance.now();
      const deadline = deadlineIn(ONE_MS);
      try {
        const [lock, write] = statementsOf(purchase);
        await session.roundTrip('try a lock', lock, deadline);
        await session.roundTrip('try an admission', write, deadline);
        timesMs.push(performance.now() - beganAtMs);
      } catch (error) {
        if (classifyFailure(error).kind !== 'conflict') throw error;
        await session.roundTrip('let go', [ROLLBACK], deadline);
        conflicts += 1;
      }
    }
    session.release();
    return { timesMs, conflicts };
  } catch (error) {
    // It may hold the row: cut, it holds it no longer than the server's own wait.
    session.discard();
    throw error;
  }
}

function statementsOf({ id, codeDigest }: TrialPurchase): readonly [readonly string[], readonly string[]] {
  const attemptId = newAttemptId();
  const gateId = 'check';
  return [
    [
      BEGIN,
      lockTicketPurchase({ codeDigest }),
      findAttempt({ attemptId }),
      describeTicketPurchase({ codeDigest }),
    ],
    [
      markUsed({ id, usedGateId: gateId, usedBy: '' }),
      insertAttemptIfMarked({
        attemptId,
        ticketPurchaseId: id,
        concertId: 0,
        gateId,
        operator: '',
        verdict: 'admitted',
        codeDigest: createHash('sha256').update('').digest(),
        doorTime: new Date(),
        durationMs: 0,
        retries: 0,
      }),
      ROLLBACK,
    ],
  ];
}

/** Judges the times; those of a commit come on top, as fast as the server's disk is. */
export function judgeLatency({ timesMs, conflicts }: LatencyFacts): Judgement {
  const sorted = timesMs.toSorted((a, b) => a - b);
  if (sorted.length === 0) {
    return red(
      'The ticket that was tried is held by somebody else.',
      'See the long transactions: whoever holds a ticket’s row keeps its guest out.',
    );
  }
  const medianMs = quantile(sorted, 0.5);
  const p95Ms = quantile(sorted, 0.95);
  const finding =
    `${milliseconds(medianMs)} in the middle, ${milliseconds(p95Ms)} for the slowest twentieth (${sorted.length} row-locked transactions, rolled back).` +
    (conflicts === 0 ? '' : ` ${conflicts} met somebody else’s lock.`);
  if (p95Ms >= TOO_SLOW_P95_MS) {
    return red(
      finding,
      'Guests would queue: use a cable instead of Wi-Fi, and see what else the server is doing.',
    );
  }
  if (medianMs < QUICK_MEDIAN_MS && p95Ms < QUICK_P95_MS && conflicts === 0) return green(finding);
  return amber(finding, 'It will do; a cable instead of Wi-Fi, or a server nearer by, is quicker.');
}
