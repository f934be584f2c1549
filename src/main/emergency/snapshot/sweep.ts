import type { Doubt } from './doubt.ts';
import type { Page } from './remote-page.ts';
import type { RoundTrips } from './round-trips.ts';
import type { SnapshotWriter } from './snapshot-writer.ts';

/** How long a refresh goes on sealing names to a key that was just chosen. */
const RESEAL_MS = 1_000;

/** The walk that goes round and round: it finds what no change time tells. */
export type Sweep = {
  /** Takes one page of it, that was asked for when the walk stood at `from`. */
  readonly takePage: (page: Page, from: number) => Promise<{ changed: number; removed: number }>;
  /** Goes on for a while when rows are sealed to another key than the lead's. */
  readonly reseal: (signal: AbortSignal | undefined) => Promise<void>;
};

export function createSweep(writer: SnapshotWriter, trips: RoundTrips, doubt: Doubt): Sweep {
  async function takePage(page: Page, from: number): Promise<{ changed: number; removed: number }> {
    const missing = writer.findMissing(page.rows, from, page.lastId ?? Number.MAX_SAFE_INTEGER);
    const judgement = await doubt(missing);
    if (judgement === 'begin-again') return { changed: 0, removed: 0 };
    const removed = judgement === 'follow' ? await writer.remove(missing.ids) : 0;
    const changed = await writer.writePage({ ...page, cursor: { walk: 'sweep', from } });
    if (page.lastId === null) writer.endSweep(page.rows.at(-1)?.purchase.id ?? from);
    return { changed, removed };
  }

  return {
    takePage,
    async reseal(signal) {
      const until = performance.now() + RESEAL_MS;
      for (
        let plan = writer.plan();
        plan.doubtSince === null && !plan.isSearchComplete && performance.now() < until;
        plan = writer.plan()
      ) {
        if (signal?.aborted === true) return;
        await takePage(await trips.askPage(plan.sweepCursor), plan.sweepCursor);
      }
    },
  };
}
