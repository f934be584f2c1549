import { countPurchases, type PurchaseCount } from '../integrity/purchases.ts';
import { findStrangePurchases, type StrangePurchases } from '../integrity/strange-purchases.ts';
import { amber, type Check, green, type Judgement, lineOf, red, type Subject } from './check.ts';
import { findConcert } from './find-concert.ts';
import { counted, figure, listed } from './words.ts';

const COUNTS: Subject = { id: 'ticket-counts', group: 'concert', title: 'Tickets' };
const WALK_INS: Subject = { id: 'walk-ins', group: 'concert', title: 'Walk-ins' };
const WITHOUT_TICKET: Subject = {
  id: 'purchases-without-ticket',
  group: 'concert',
  title: 'Tickets that are gone',
};

const MOST_KINDS = 10;

/** How many tickets there are of each kind, and whether walk-ins can be sold. */
export const ticketsCheck: Check = {
  subjects: [COUNTS, WALK_INS, WITHOUT_TICKET],
  async look(surroundings) {
    const { concert, now } = await findConcert(surroundings);
    if (concert === null) return [];
    const counts = await countPurchases(surroundings.pool, concert.id);
    const isBefore = concert.entryOpensAt !== null && concert.entryOpensAt > now;
    const { unknownStatusId, withoutTicket } = await findStrangePurchases(surroundings.pool, concert.id);
    return [
      lineOf(COUNTS, judgeCounts(counts, isBefore, unknownStatusId)),
      lineOf(WALK_INS, judgeWalkIns(counts)),
      lineOf(WITHOUT_TICKET, judgeWithoutTicket(withoutTicket)),
    ];
  },
};

/** Judges the counts; nobody can be inside before entry opens, and no gate can decide about a status that it does not know. */
export function judgeCounts(
  counts: readonly PurchaseCount[],
  isBeforeEntry: boolean,
  unknownStatusId: number | null = null,
): Judgement {
  const all = sumsOf(counts);
  if (all.sold + all.walkIns === 0) {
    return red('This concert has no ticket.', 'Put its ticket purchases into the database.');
  }
  const kinds = [...Map.groupBy(counts, ({ ticketId }) => ticketId).values()].map(
    (own) => `${own[0]?.ticketKind ?? 'no name'} ${describe(sumsOf(own))}`,
  );
  const finding =
    `${describe(all)}; ${figure(all.used)} used already.` +
    (kinds.length > 1 ? ` By kind: ${listed(kinds, MOST_KINDS, '; ')}.` : '');
  if (all.unknown > 0) {
    const example = unknownStatusId === null ? '' : `, ticket purchase ${unknownStatusId} for example`;
    return red(
      `${finding} ${figure(all.unknown)} in a status that this program does not know${example}.`,
      'No gate can decide about such a ticket: set its status to valid, used or cancelled.',
    );
  }
  return isBeforeEntry && all.used > 0
    ? amber(
        `${finding} But entry has not opened yet.`,
        'Were they used in a trial? Their guests would be “already admitted”: put them back, or restore the backup.',
      )
    : green(finding);
}

/** Judges whether there is something to sell at the door. */
export function judgeWalkIns(counts: readonly PurchaseCount[]): Judgement {
  const { walkIns, walkInsSold, walkInsLeft } = sumsOf(counts);
  if (walkIns === 0) return green('None were printed for this concert.');
  const finding = `${counted(walkIns, 'walk-in')} printed, ${figure(walkInsSold)} sold, ${figure(walkInsLeft)} left to sell.`;
  return walkInsLeft === 0
    ? amber(finding, 'Nothing is left to sell at the door: print more, or tell the gate leads.')
    : green(finding);
}

/** Judges whether every ticket purchase is of a ticket that there is: without one it is in no concert, and no gate finds it. */
export function judgeWithoutTicket({ count, firstId }: StrangePurchases['withoutTicket']): Judgement {
  if (count === 0) return green('Every ticket purchase belongs to a ticket that there is.');
  return amber(
    `${counted(count, 'ticket purchase')} of a ticket that is not in the database, the first is ${firstId}: no gate finds them.`,
    'Its ticket was deleted: bring it back from a backup if its guests may come tonight.',
  );
}

type Sums = Readonly<
  Record<'sold' | 'walkIns' | 'walkInsSold' | 'walkInsLeft' | 'cancelled' | 'used' | 'unknown', number>
>;

function sumsOf(counts: readonly PurchaseCount[]): Sums {
  const sum = (isCounted: (one: PurchaseCount) => boolean): number =>
    counts.reduce((total, one) => (isCounted(one) ? total + one.count : total), 0);
  return {
    sold: sum(({ isWalkIn }) => !isWalkIn),
    walkIns: sum(({ isWalkIn }) => isWalkIn),
    walkInsSold: sum(({ isWalkIn, isSold }) => isWalkIn && isSold),
    walkInsLeft: sum(({ isWalkIn, isSold, status }) => isWalkIn && !isSold && status === 'valid'),
    cancelled: sum(({ status }) => status === 'cancelled'),
    used: sum(({ status }) => status === 'used'),
    unknown: sum(({ status }) => status === 'unknown'),
  };
}

/** Without what there is none of. */
function describe({ sold, walkIns, walkInsSold, cancelled }: Sums): string {
  const parts = [
    ...(sold === 0 ? [] : [`${figure(sold)} sold`]),
    ...(walkIns === 0 ? [] : [`${counted(walkIns, 'walk-in')} (${figure(walkInsSold)} sold)`]),
    ...(cancelled === 0 ? [] : [`${figure(cancelled)} cancelled`]),
  ];
  return parts.length === 0 ? 'none' : parts.join(', ');
}
