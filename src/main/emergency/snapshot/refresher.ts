import { classifyFailure } from '#main/database/failures.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { createPageSize } from './page-size.ts';
import type { RefreshResult, Refresher } from './refresh-result.ts';
import { readPurchases, readServer, readSurroundings, type RemoteRow } from './remote-rows.ts';
import {
  allConcerts,
  allGates,
  allTicketKinds,
  nextPageByChange,
  pageByChange,
  pageById,
  serverNow,
} from './remote-statements.ts';
import type { OpenSnapshot } from './snapshot.ts';

/** Rows read again behind the last refresh: a transaction may commit long after its statements. */
const OVERLAP_S = 30;
/** The sweep's share of a refresh; the same at any size, so that a refresh costs what changed. */
const SWEEP_ROWS = 1_000;
/** How long a refresh goes on sealing names to a key that was just chosen. */
const RESEAL_MS = 1_000;
/** Concerts, kinds and gates are read at every refresh while they are this few, else rarely. */
const FEW_SURROUNDINGS = 500;
const MANY_SURROUNDINGS_EVERY_MS = 60_000;
const TRIP_LIMIT_MS = 2_500;

/** Keeps `snapshot` up to date with the database behind `pool`. It has no timer: whoever owns it calls `refreshOnce`. */
export function createRefresher(options: {
  readonly snapshot: OpenSnapshot;
  readonly pool: SessionPool;
  readonly log: Logger;
  readonly now?: () => Date;
}): Refresher {
  const { pool, log } = options;
  const { writer } = options.snapshot;
  const now = options.now ?? ((): Date => new Date());
  const pageSize = createPageSize();
  let surroundings = { rows: 0, readAtMs: -Infinity };
  let lastOutcome: RefreshResult['outcome'] = 'refreshed';
  let earlier: Promise<unknown> = Promise.resolve();

  async function ask(name: string, statements: readonly string[]): Promise<unknown[]> {
    const deadline = deadlineIn(TRIP_LIMIT_MS);
    const session = await pool.borrow(deadline);
    try {
      const results = await session.roundTrip(name, statements, deadline);
      session.release();
      return results;
    } catch (error) {
      // Nothing is at stake here: a new session costs less than finding out about this one.
      session.discard();
      throw error;
    }
  }

  /** A page by id, as large as this network carries in good time. */
  async function askPage(afterId: number): Promise<Page> {
    const limit = pageSize.rows();
    const readStartedAtMs = performance.now();
    const [result] = await pageSize.measure(async () =>
      ask('copy ticket purchases', [pageById({ afterId, limit })]),
    );
    return toPage(result, limit, readStartedAtMs);
  }

  async function copy(from: number, signal: AbortSignal | undefined): Promise<number> {
    let changed = 0;
    let cursor = from;
    let coming: Promise<Page> = askPage(cursor);
    for (;;) {
      const page = await coming;
      // The server reads the next page while this one is written.
      if (page.lastId !== null) coming = askPage(page.lastId);
      coming.catch(() => undefined);
      changed += await writer.writePage({ ...page, cursor: { walk: 'copy', from: cursor } });
      if (page.lastId === null) return changed;
      cursor = page.lastId;
      if (signal?.aborted === true) {
        await coming.catch(() => undefined);
        throw new StoppedError();
      }
    }
  }

  async function beginCopy(): Promise<void> {
    const takenAt = now();
    const [server, ...around] = await ask('begin a snapshot', [serverNow({}), ...surroundingStatements()]);
    writer.beginCopy(readServer(server).now, takenAt);
    takeSurroundings(around);
  }

  async function takeChanges(
    changesFrom: Date,
    signal: AbortSignal | undefined,
  ): Promise<{ changed: number; removed: number }> {
    const { sweepCursor } = writer.plan();
    const takenAt = now();
    const readStartedAtMs = performance.now();
    const limit = pageSize.rows();
    const sweepLimit = Math.min(SWEEP_ROWS, limit);
    const hasSurroundings = isSurroundingsDue();
    const [server, sweep, changes, ...around] = await pageSize.measure(() =>
      ask('refresh the snapshot', [
        serverNow({}),
        // Read in the order in which they are written: what is read later is never overwritten by what was read earlier.
        pageById({ afterId: sweepCursor, limit: sweepLimit }),
        pageByChange({ since: changesFrom, overlapS: OVERLAP_S, limit }),
        ...(hasSurroundings ? surroundingStatements() : []),
      ]),
    );
    if (hasSurroundings) takeSurroundings(around);
    const swept = await sweepPage(toPage(sweep, sweepLimit, readStartedAtMs), sweepCursor);
    let { changed } = swept;
    let page = toPage(changes, limit, readStartedAtMs);
    for (;;) {
      changed += await writer.writePage({ ...page, cursor: null });
      const last = page.rows.at(-1)?.purchase;
      if (page.lastId === null || last === undefined) break;
      if (signal?.aborted === true) throw new StoppedError();
      const askedAtMs = performance.now();
      const nextLimit = pageSize.rows();
      const statement = nextPageByChange({ changedAt: last.changed_at, afterId: last.id, limit: nextLimit });
      const [result] = await pageSize.measure(() => ask('refresh the snapshot', [statement]));
      page = toPage(result, nextLimit, askedAtMs);
    }
    writer.noteTaken(readServer(server).now, takenAt);
    return { changed, removed: swept.removed };
  }

  /** One page of the walk that goes round and round: it finds what no change time tells. */
  async function sweepPage(page: Page, from: number): Promise<{ changed: number; removed: number }> {
    const removed = await writer.removeMissing(page.rows, from, page.lastId ?? Number.MAX_SAFE_INTEGER);
    const changed = await writer.writePage({ ...page, cursor: { walk: 'sweep', from } });
    if (page.lastId === null) writer.endSweep(page.rows.at(-1)?.purchase.id ?? from);
    return { changed, removed };
  }

  async function reseal(signal: AbortSignal | undefined): Promise<void> {
    const until = performance.now() + RESEAL_MS;
    for (
      let plan = writer.plan();
      !plan.isSearchComplete && performance.now() < until;
      plan = writer.plan()
    ) {
      if (signal?.aborted === true) return;
      await sweepPage(await askPage(plan.sweepCursor), plan.sweepCursor);
    }
  }

  function isSurroundingsDue(): boolean {
    return (
      surroundings.rows <= FEW_SURROUNDINGS ||
      performance.now() - surroundings.readAtMs > MANY_SURROUNDINGS_EVERY_MS
    );
  }

  function takeSurroundings(results: readonly unknown[]): void {
    const read = readSurroundings(results);
    if (read.unclear > 0)
      log.warn('Concerts, kinds of ticket or gates that can’t be understood', { rows: read.unclear });
    writer.writeSurroundings(read);
    const rows = read.concerts.length + read.ticketKinds.length + read.gates.length;
    surroundings = { rows, readAtMs: performance.now() };
  }

  async function refresh(signal: AbortSignal | undefined): Promise<RefreshResult> {
    const startedAtMs = performance.now();
    let changed = 0;
    if (writer.plan().changesFrom === null) await beginCopy();
    const { changesFrom, copyCursor } = writer.plan();
    if (copyCursor !== null) {
      const [server] = await ask('look at the extent', [serverNow({})]);
      writer.noteExtent(readServer(server));
      changed += await copy(copyCursor, signal);
      writer.endCopy();
    }
    const taken = await takeChanges(changesFrom ?? new Date(0), signal);
    await reseal(signal);
    return {
      outcome: 'refreshed',
      changed: changed + taken.changed,
      removed: taken.removed,
      tookMs: performance.now() - startedAtMs,
    };
  }

  async function refreshSafely(signal: AbortSignal | undefined): Promise<RefreshResult> {
    if (signal?.aborted === true) return { outcome: 'stopped' };
    try {
      return await refresh(signal);
    } catch (error) {
      if (error instanceof StoppedError) return { outcome: 'stopped' };
      if (writer.noteFailure(error)) return { outcome: 'snapshot-failed' };
      if (lastOutcome !== 'database-failed')
        log.warn('A refresh of the snapshot failed', describeError(error));
      return { outcome: 'database-failed', cause: classifyFailure(error).cause };
    }
  }

  return {
    refreshOnce({ signal } = {}) {
      const result = earlier.then(async () => {
        const came = await refreshSafely(signal);
        lastOutcome = came.outcome;
        return came;
      });
      earlier = result;
      return result;
    },
  };
}

/** Rows as they were read; `lastId` is null when no more can follow. */
type Page = {
  readonly rows: readonly RemoteRow[];
  readonly readStartedAtMs: number;
  readonly lastId: number | null;
};

function toPage(result: unknown, limit: number, readStartedAtMs: number): Page {
  const rows = readPurchases(result);
  const isFull = Array.isArray(result) && result.length >= limit;
  return { rows, readStartedAtMs, lastId: isFull ? (rows.at(-1)?.purchase.id ?? null) : null };
}

function surroundingStatements(): string[] {
  return [allConcerts({}), allTicketKinds({}), allGates({})];
}

class StoppedError extends Error {
  override readonly name = 'StoppedError';
}
