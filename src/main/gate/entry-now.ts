import type { KnownTicketPurchase } from '#main/admission/known-ticket-purchase.ts';

/**
 * Now, for a concert's entry times: a clock that may be wrong refuses nobody who may be in time. A good ticket lets its guest in once,
 * an hour early or not; refused by a wrong clock, the guest is refused all night.
 */
export function entryNow(
  concert: Pick<KnownTicketPurchase['concert'], 'entryOpensAt' | 'entryClosesAt'> | null,
  now: Date,
  measured: { readonly uncertaintyMs: number } | null,
): Date {
  if (concert === null || measured === null) return now;
  const earliestMs = now.getTime() - measured.uncertaintyMs;
  const latestMs = now.getTime() + measured.uncertaintyMs;
  const opensMs = concert.entryOpensAt?.getTime() ?? -Infinity;
  const closesMs = concert.entryClosesAt?.getTime() ?? Infinity;
  const openMs = [now.getTime(), earliestMs, Math.min(latestMs, Math.max(earliestMs, opensMs))].find(
    (ms) => ms >= opensMs && ms < closesMs,
  );
  return openMs === undefined ? now : new Date(openMs);
}
