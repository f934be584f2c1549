import type { Logger } from '#main/log/logger.ts';
import {
  createAttemptTally,
  REMEMBERED_MS,
  type AttemptFigures,
  type AttemptTally,
} from './attempt-tally.ts';
import { readAttemptRows } from './attempt-rows.ts';
import { type PurchaseCounts, readPurchaseCounts } from './purchase-counts.ts';
import { readNumber } from './rows.ts';
import { askAttempt, askAttemptCount, askAttempts, askPurchases } from './statements.ts';

/** What is kept of a concert from look to look, and what the next look must ask to bring it up to date. */
export type AttemptsOfConcert = {
  readonly concertId: number;
  /** The next look's questions. */
  readonly questions: () => readonly string[];
  /** Takes the answers to them. Says `more` when there is another page to read, `gone` when the concert must be read anew. */
  readonly take: (answers: readonly unknown[], nowMs: number) => 'done' | 'more' | 'gone';
  readonly figures: (nowMs: number) => AttemptFigures;
  readonly purchases: () => PurchaseCounts & { readonly inside: number };
};

/** A page is read and counted in some twenty milliseconds: whatever else the process does goes on in between. */
export const PAGE = 2_000;
/** A row is visible when its transaction commits, which may be later than newer ones: so far back is read again at every look, */
const OVERLAP_MS = 5_000;
/** and so far now and then, for a commit that hung. Within what is remembered. */
const LONG_OVERLAP_MS = REMEMBERED_MS - 30_000;
const LONG_OVERLAP_EVERY_MS = 30_000;
/** Reading every ticket purchase of the concert in an index: 2,000 take a millisecond, a hundred thousand fifty. */
const COUNT_PURCHASES_EVERY_MS = 15_000;
/** A last resort, for commits that hung longer: all attempts are counted, and read anew when some were missed. */
const COUNT_ATTEMPTS_EVERY_MS = 5 * 60_000;

const EPOCH = new Date(0);

/** Starts knowing nothing; `monotonicMs` is `performance.now`, but for tests. */
export function createAttemptsOfConcert(
  concertId: number,
  log: Logger,
  monotonicMs: () => number = () => performance.now(),
): AttemptsOfConcert {
  const tally: AttemptTally = createAttemptTally();
  let purchases: PurchaseCounts = { sold: 0, walkInsSold: 0, cancelled: 0, expected: 0, used: 0, unknown: 0 };
  let countedPurchasesAtMs = -Infinity;
  let countedAttemptsAtMs = monotonicMs();
  let longOverlapAtMs = monotonicMs();
  /** In the middle of a night that takes several pages: where the next one begins. */
  let page: { readonly recordedTime: Date; readonly attemptId: string } = {
    recordedTime: EPOCH,
    attemptId: '',
  };
  let isReadThrough = false;
  /** From then on ticket purchases are counted: before, every page would. */
  let hasReadAll = false;
  let asked = { hasPurchases: false, countedBefore: null as Date | null };

  function firstOfLook(): typeof page {
    const newest = tally.newest();
    if (newest === null) return { recordedTime: EPOCH, attemptId: '' };
    const isLong = monotonicMs() - longOverlapAtMs >= LONG_OVERLAP_EVERY_MS;
    if (isLong) longOverlapAtMs = monotonicMs();
    const backMs = isLong ? LONG_OVERLAP_MS : OVERLAP_MS;
    return { recordedTime: new Date(newest.recordedTime.getTime() - backMs), attemptId: '' };
  }

  return {
    concertId,
    questions() {
      if (isReadThrough) page = firstOfLook();
      const newest = tally.newest();
      const hasPurchases = hasReadAll && monotonicMs() - countedPurchasesAtMs >= COUNT_PURCHASES_EVERY_MS;
      const isCountDue =
        isReadThrough && newest !== null && monotonicMs() - countedAttemptsAtMs >= COUNT_ATTEMPTS_EVERY_MS;
      const countedBefore = isCountDue ? new Date(newest.recordedTime.getTime() - LONG_OVERLAP_MS) : null;
      asked = { hasPurchases, countedBefore };
      return [
        askAttempts({ concertId, recordedTime: page.recordedTime, attemptId: page.attemptId, most: PAGE }),
        askAttempt({ attemptId: newest?.attemptId ?? '' }),
        ...(hasPurchases ? [askPurchases({ concertId })] : []),
        ...(countedBefore === null ? [] : [askAttemptCount({ concertId, before: countedBefore })]),
      ];
    },
    take([attempts, known, ...rest], nowMs) {
      if (tally.newest() !== null && Array.isArray(known) && known.length === 0) return 'gone';
      const { hasPurchases, countedBefore } = asked;
      const rows = readAttemptRows(attempts);
      const added = tally.add(rows);
      if (added.outcome === 'changed') return 'gone';
      if (added.notUnderstood > 0) {
        log.warn('Some attempts cannot be understood', { concertId, attempts: added.notUnderstood });
      }
      tally.forget(nowMs);
      const last = rows.at(-1);
      if (last !== undefined && rows.length === PAGE) {
        page = last;
        isReadThrough = false;
        return 'more';
      }
      isReadThrough = true;
      hasReadAll = true;
      // Not with a page before the last: attempts on a later one would be counted on top of the tickets that they used.
      if (hasPurchases) {
        const counted = readPurchaseCounts(rest[0]);
        if (counted.unknown > purchases.unknown) {
          const { unknown } = counted;
          log.warn('Some ticket purchases have an unknown status', { concertId, ticketPurchases: unknown });
        }
        purchases = counted;
        countedPurchasesAtMs = monotonicMs();
        tally.setMark();
      }
      if (countedBefore !== null) {
        countedAttemptsAtMs = monotonicMs();
        if (readNumber(rest.at(-1)) !== tally.countRecordedBefore(countedBefore)) return 'gone';
      }
      return countedPurchasesAtMs === -Infinity ? 'more' : 'done';
    },
    figures: (nowMs) => tally.figures(nowMs),
    purchases: () => ({ ...purchases, inside: purchases.used + tally.admittedSinceMark() }),
  };
}
