/**
 * What may be spent beyond the first look at a frame, in looks. A frame without a code must stay cheap, and most frames are; a ticket
 * that is hard to read is worth several looks. So each frame puts a share of a look aside, and hard frames live on that:
 * a ticket that comes after a quiet second finds the purse full, and a poster full of letters can't empty it faster than
 * it fills.
 */
export type EffortBudget = {
  /** Puts one frame's share aside. */
  readonly earn: () => void;
  readonly isEmpty: () => boolean;
  /** Whether there is enough to begin at all: what must be found out first is not worth it for one cheap try. */
  readonly canBegin: () => boolean;
  /** Takes out what a look cost; it may go below zero once, and is then paid back first. */
  readonly spend: (looks: number) => void;
};

/** Measures of a purse, in looks. */
export type BudgetMeasures = {
  /** What each frame puts aside. */
  readonly share: number;
  /** What must be there to begin. */
  readonly least: number;
  /** What it holds. */
  readonly most: number;
};

/** A purse that starts full. */
export function createEffortBudget({ share, least, most }: BudgetMeasures): EffortBudget {
  let looks = most;
  return {
    earn: () => {
      looks = Math.min(most, looks + share);
    },
    isEmpty: () => looks <= 0,
    canBegin: () => looks >= least,
    spend: (spent) => {
      looks -= spent;
    },
  };
}
