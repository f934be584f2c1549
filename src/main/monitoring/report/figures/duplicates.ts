import type { ReportAttempt, ReportHolder } from '../facts.ts';

/** How a second try looks: what most likely happened depends on where and how soon it was. What matters most comes first. */
export const DUPLICATE_KINDS = ['other-gate', 'same-gate-later', 'same-gate-at-once'] as const;
export type DuplicateKind = (typeof DUPLICATE_KINDS)[number];

/** Somebody was let in on a ticket purchase, and it was presented again. */
export type Duplicate = {
  readonly ticketPurchaseId: number;
  readonly holder: ReportHolder | null;
  /** The admission; null where it left no attempt (the web version's). */
  readonly admitted: { readonly atMs: number; readonly gateId: string } | null;
  readonly again: {
    readonly atMs: number;
    readonly gateId: string;
    readonly verdict: ReportAttempt['verdict'];
  };
  readonly apartMs: number | null;
  readonly kind: DuplicateKind;
};

/** So long a guest may stand with the code still before the camera. */
export const AT_ONCE_MS = 30_000;

/** Every try after the first admission, in the order of their times; `attempts` in the order of theirs. */
export function duplicatesOf(
  attempts: readonly ReportAttempt[],
  holders: ReadonlyMap<number, ReportHolder>,
): readonly Duplicate[] {
  // A refusal may stand before the admission that it is due to, by a laptop's clock: look for the admission first.
  const admissions = new Map<number, ReportAttempt>();
  for (const attempt of attempts) {
    const { ticketPurchaseId: id, verdict } = attempt;
    if (id !== null && verdict === 'admitted' && !admissions.has(id)) admissions.set(id, attempt);
  }
  return attempts.flatMap((attempt): Duplicate[] => {
    const { ticketPurchaseId: id, verdict, atMs, gateId } = attempt;
    if (id === null || (verdict !== 'already-admitted' && verdict !== 'admitted')) return [];
    const admission = admissions.get(id) ?? null;
    if (admission === attempt) return [];
    const apartMs = admission === null ? null : atMs - admission.atMs;
    return [
      {
        ticketPurchaseId: id,
        holder: holders.get(id) ?? null,
        admitted: admission === null ? null : { atMs: admission.atMs, gateId: admission.gateId },
        again: { atMs, gateId, verdict },
        apartMs,
        kind: kindOf(admission?.gateId === gateId, apartMs),
      },
    ];
  });
}

function kindOf(isSameGate: boolean, apartMs: number | null): DuplicateKind {
  if (!isSameGate || apartMs === null) return 'other-gate';
  return Math.abs(apartMs) < AT_ONCE_MS ? 'same-gate-at-once' : 'same-gate-later';
}

/** A code that no ticket purchase has, presented more than once. */
export type UnknownCode = {
  readonly attempts: number;
  readonly gateIds: readonly string[];
  readonly firstMs: number;
  readonly lastMs: number;
};

/** Unknown codes that came again, the most tried first; and how many different ones there were at all. */
export function unknownCodesOf(attempts: readonly ReportAttempt[]): {
  readonly different: number;
  readonly again: readonly UnknownCode[];
} {
  const unknown = attempts.filter(({ unknownCode }) => unknownCode !== null);
  const byCode = Map.groupBy(unknown, ({ unknownCode }) => unknownCode);
  const again = [...byCode.values()]
    .filter((some) => some.length > 1)
    .map((some) => ({
      attempts: some.length,
      gateIds: [...new Set(some.map(({ gateId }) => gateId))],
      firstMs: some[0]?.atMs ?? 0,
      lastMs: some.at(-1)?.atMs ?? 0,
    }))
    .toSorted((one, other) => other.attempts - one.attempts || one.firstMs - other.firstMs);
  return { different: byCode.size, again };
}
