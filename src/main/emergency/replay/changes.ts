import type { SetAsideReason } from './outcome.ts';
import type { ReplayLine } from './replay-line.ts';
import type { Side } from './side.ts';
import type { Use } from './known.ts';

/** What a batch of lines changes in the database, ready to be written in one round trip. */
export type Changes = {
  /** `isKnown`: there is a row that says something else, and it becomes this line's. */
  readonly attempts: readonly {
    readonly line: ReplayLine;
    readonly ticketPurchaseId: number | null;
    readonly isKnown: boolean;
  }[];
  readonly uses: readonly (Use & { readonly ticketPurchaseId: number })[];
  readonly conflicts: readonly ConflictChange[];
  readonly setAside: readonly { readonly line: ReplayLine; readonly reason: SetAsideReason }[];
};

/** A conflict that is new, or that another side came to. */
export type ConflictChange = {
  readonly ticketPurchaseId: number;
  readonly isNew: boolean;
  /** How many sides came after the one that made it a conflict. */
  readonly versions: number;
  readonly newSides: readonly Side[];
};
