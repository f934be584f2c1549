import type { LocalSnapshot } from './local-snapshot.ts';

/** The smallest and the largest id that the database has. */
type Extent = { readonly firstId: number; readonly lastId: number };

/** How far the first copy has come. */
export type CopyProgress = {
  readonly noteExtent: (extent: Extent) => void;
  /** Null when none is under way. The total is an estimate until the end. */
  readonly progress: () => { readonly copied: number; readonly total: number } | null;
};

export function createCopyProgress(local: LocalSnapshot): CopyProgress {
  let extent: Extent = { firstId: 0, lastId: 0 };
  return {
    noteExtent(known) {
      extent = known;
    },
    progress() {
      const cursor = local.now().state.getNumber('copy_cursor');
      if (cursor === null) return null;
      const copied = local.counts().ticketPurchases;
      return { copied, total: Math.max(copied, estimateTotal(copied, cursor, extent)) };
    },
  };
}

/** As many rows among the ids ahead as among those behind. */
function estimateTotal(copied: number, cursor: number, { firstId, lastId }: Extent): number {
  const ids = lastId - firstId + 1;
  const idsBehind = cursor - firstId + 1;
  return idsBehind <= 0 ? ids : Math.round((copied / idsBehind) * ids);
}
