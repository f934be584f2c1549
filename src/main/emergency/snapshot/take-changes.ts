import { type Page, toPage } from './remote-page.ts';
import { readServer } from './remote-rows.ts';
import { nextPageByChange, pageByChange, pageById, serverNow } from './remote-statements.ts';
import type { RoundTrips } from './round-trips.ts';
import type { SnapshotWriter } from './snapshot-writer.ts';
import { stopIfAsked } from './stopped.ts';
import type { SurroundingsReader } from './surroundings.ts';
import type { Sweep } from './sweep.ts';

/** Rows read again behind the last refresh: a transaction may commit long after its statements. */
const OVERLAP_S = 30;
/** The sweep's share of a refresh; the same at any size, so that a refresh costs what changed. */
const SWEEP_ROWS = 1_000;

/** What changes are taken with. */
type TakeChangesOptions = {
  readonly writer: SnapshotWriter;
  readonly trips: RoundTrips;
  readonly surroundings: SurroundingsReader;
  readonly sweep: Sweep;
  readonly now: () => Date;
  readonly signal: AbortSignal | undefined;
};

/** Takes what changed since the last refresh, and one page of the sweep. */
export async function takeChanges(
  options: TakeChangesOptions,
): Promise<{ changed: number; removed: number }> {
  const { writer, trips, surroundings } = options;
  const { changesFrom, sweepCursor } = writer.plan();
  const takenAt = options.now();
  const readStartedAtMs = performance.now();
  const limit = trips.pageSize.rows();
  const sweepLimit = Math.min(SWEEP_ROWS, limit);
  const hasSurroundings = surroundings.isDue();
  const [server, swept, changes, ...around] = await trips.pageSize.measure(() =>
    trips.ask('refresh the snapshot', [
      serverNow({}),
      // Read in the order in which they are written: what is read later is never overwritten by what was read earlier.
      pageById({ afterId: sweepCursor, limit: sweepLimit }),
      pageByChange({ since: changesFrom ?? new Date(0), overlapS: OVERLAP_S, limit }),
      ...(hasSurroundings ? surroundings.statements() : []),
    ]),
  );
  if (hasSurroundings) surroundings.take(around);
  const sweptPage = toPage(swept, sweepLimit, readStartedAtMs);
  const { changed, removed } = await options.sweep.takePage(sweptPage, sweepCursor);
  const changedLater = await writeChanges(options, toPage(changes, limit, readStartedAtMs));
  writer.noteTaken(readServer(server).now, takenAt);
  return { changed: changed + changedLater, removed };
}

/** Writes a page of changes and all that follow it; returns how many rows were new or different. */
async function writeChanges({ writer, trips, signal }: TakeChangesOptions, first: Page): Promise<number> {
  let changed = 0;
  let page = first;
  for (;;) {
    changed += await writer.writePage({ ...page, cursor: null });
    const last = page.rows.at(-1)?.purchase;
    if (page.lastId === null || last === undefined) return changed;
    stopIfAsked(signal);
    const readStartedAtMs = performance.now();
    const limit = trips.pageSize.rows();
    const statement = nextPageByChange({ changedAt: last.changed_at, afterId: last.id, limit });
    const [result] = await trips.pageSize.measure(() => trips.ask('refresh the snapshot', [statement]));
    page = toPage(result, limit, readStartedAtMs);
  }
}
