import type { Admissions } from './admissions.ts';
import { type Found, found } from './found.ts';
import type { Books, ConcertBooks, KindBooks } from './integrity.ts';
import type { PurchaseCount } from './purchases.ts';
import type { BookedConcert } from './surroundings.ts';

/**
 * Draws up the books of each concert that has kinds of ticket. Admitted is counted from the attempts and everything else from the
 * ticket purchases: an equation whose two sides came from one table would always hold.
 */
export function drawUpBooks(facts: {
  readonly concerts: readonly BookedConcert[];
  readonly counts: readonly PurchaseCount[];
  readonly admissions: Admissions;
  /** Admissions of the lead's without a ticket purchase, by concert. */
  readonly withoutPurchase: ReadonlyMap<number, number>;
}): readonly ConcertBooks[] {
  const admitted = new Map<number, number>();
  for (const [one] of facts.admissions.values()) {
    const ticketId = one?.purchase?.ticketId;
    if (ticketId !== undefined) admitted.set(ticketId, (admitted.get(ticketId) ?? 0) + 1);
  }
  const byConcert = Map.groupBy(facts.counts, ({ concertId }) => concertId);
  return facts.concerts.flatMap(({ id, title, startsAt }) => {
    const counts = byConcert.get(id);
    if (counts === undefined) return [];
    const kinds = [...Map.groupBy(counts, ({ ticketId }) => ticketId)].map(([ticketId, own]): KindBooks => ({
      ticketId,
      ticketKind: own[0]?.ticketKind ?? null,
      ...booksOf(own, admitted.get(ticketId) ?? 0),
    }));
    return [
      {
        concertId: id,
        title,
        startsAt: startsAt?.toISOString() ?? null,
        kinds,
        total: totalOf(kinds),
        admittedWithoutPurchase: facts.withoutPurchase.get(id) ?? 0,
      },
    ];
  });
}

function booksOf(counts: readonly PurchaseCount[], admitted: number): Books {
  const sum = (isCounted: (one: PurchaseCount) => boolean): number =>
    counts.reduce((total, one) => (isCounted(one) ? total + one.count : total), 0);
  return balanced({
    sold: sum(({ isWalkIn }) => !isWalkIn),
    walkIns: sum(({ isWalkIn }) => isWalkIn),
    walkInsSold: sum(({ isWalkIn, isSold }) => isWalkIn && isSold),
    cancelled: sum((one) => wasSold(one) && one.status === 'cancelled'),
    admitted,
    notArrived: sum((one) => wasSold(one) && one.status === 'valid'),
  });
}

function wasSold({ isWalkIn, isSold }: PurchaseCount): boolean {
  return !isWalkIn || isSold;
}

function totalOf(kinds: readonly KindBooks[]): Books {
  const sum = (column: keyof Omit<Books, 'balances'>): number =>
    kinds.reduce((total, kind) => total + kind[column], 0);
  const total = balanced({
    sold: sum('sold'),
    walkIns: sum('walkIns'),
    walkInsSold: sum('walkInsSold'),
    cancelled: sum('cancelled'),
    admitted: sum('admitted'),
    notArrived: sum('notArrived'),
  });
  // Two kinds that are wrong in opposite ways are not right together.
  return { ...total, balances: kinds.every(({ balances }) => balances) };
}

function balanced(books: Omit<Books, 'balances'>): Books {
  return { ...books, balances: surplusOf(books) === 0 };
}

/** How many more came in, or are still expected, than were sold; negative for fewer. */
function surplusOf({ sold, walkInsSold, cancelled, admitted, notArrived }: Omit<Books, 'balances'>): number {
  return admitted + notArrived - (sold + walkInsSold - cancelled);
}

/** The equation of every kind that does not hold. */
export function judgeEquation(concerts: readonly ConcertBooks[]): readonly Found[] {
  return concerts.flatMap(({ title, kinds }) =>
    kinds
      .filter(({ balances }) => !balances)
      .map((kind) => {
        const surplus = surplusOf(kind);
        const which = `${title}, ${kind.ticketKind ?? `ticket ${kind.ticketId}`}`;
        const words = `${which}: ${equationInWords(kind)}, ${Math.abs(surplus)} too ${surplus > 0 ? 'many' : 'few'}.`;
        return found('equation', words);
      }),
  );
}

/** The equation with its numbers: `180 sold + 12 walk-ins sold - 3 cancelled = 170 admitted + 19 not arrived`. */
function equationInWords(books: Omit<Books, 'walkIns'>): string {
  const { sold, walkInsSold, cancelled, admitted, notArrived, balances } = books;
  return `${sold} sold + ${walkInsSold} walk-ins sold - ${cancelled} cancelled ${balances ? '=' : '≠'} ${admitted} admitted + ${notArrived} not arrived`;
}
