import { setImmediate } from 'node:timers/promises';
import type { SessionPool } from '#main/database/session-pool.ts';
import { listConflicts } from '#main/emergency/replay/conflicts.ts';
import { chooseConcert } from '#main/gate/concert-choice.ts';
import type { ReportAttempt, ReportConcert, ReportFacts, ReportHolder } from './facts.ts';
import {
  attemptOfRow,
  readAttemptRows,
  readConcerts,
  readGates,
  readHolders,
  readLastScanned,
  readOutages,
} from './fact-rows.ts';
import { type Ask, lookAtOnce } from './look.ts';
import { idsToName } from './ids-to-name.ts';
import {
  selectAttempts,
  selectConcerts,
  selectGates,
  selectHolders,
  selectLastScanned,
  selectOutages,
} from './statements.ts';

/** Rows a page: one is a few hundred kilobytes and some ten milliseconds of reading. */
const PAGE_ROWS = 5_000;
const PAGE_IDS = 1_000;

export type FactsFound =
  | { readonly outcome: 'found'; readonly facts: ReportFacts }
  /** No concert of that id, or none at all. */
  | { readonly outcome: 'no-concert' };

/**
 * Reads all that the database knows of a concert's night. Null takes the concert that was scanned for last: a report is written
 * after the night.
 * @throws the driver's error when the database is away.
 */
export async function readFacts(
  pool: SessionPool,
  options: { readonly concertId: number | null; readonly onProgress: (attempts: number) => void },
): Promise<FactsFound> {
  const found = await lookAtOnce(pool, async (ask) => {
    const [concertRows, lastRows] = await ask('find the concert', [
      selectConcerts({}),
      selectLastScanned({}),
    ]);
    const concert = choose(readConcerts(concertRows), options.concertId ?? readLastScanned(lastRows));
    if (concert === null) return null;
    const attempts = await readAttempts(ask, concert.id, options.onProgress);
    const [gateRows, outageRows] = await ask('read gates', [
      selectGates({}),
      selectOutages({ concertId: concert.id }),
    ]);
    const holders = await readNames(ask, idsToName(attempts));
    return { concert, attempts, gates: readGates(gateRows), outages: readOutages(outageRows), holders };
  });
  if (found === null) return { outcome: 'no-concert' };
  const { readAt, ...concert } = found.concert;
  const conflicts = await listConflicts(pool, { concertId: concert.id, isOpenOnly: false });
  return { outcome: 'found', facts: { ...found, concert, readAt, conflicts } };
}

type ReadConcert = ReportConcert & { readonly readAt: Date };

function choose(concerts: readonly ReadConcert[], wantedId: number | null): ReadConcert | null {
  if (wantedId !== null) return concerts.find(({ id }) => id === wantedId) ?? null;
  return chooseConcert(concerts, concerts[0]?.readAt ?? new Date());
}

async function readAttempts(
  ask: Ask,
  concertId: number,
  onProgress: (attempts: number) => void,
): Promise<readonly ReportAttempt[]> {
  const attempts: ReportAttempt[] = [];
  let after = { afterTime: new Date('1970-01-02T00:00:00.000Z'), afterId: '' };
  for (;;) {
    const [result] = await ask('read attempts', [selectAttempts({ concertId, ...after, limit: PAGE_ROWS })]);
    const rows = readAttemptRows(result);
    for (const row of rows) if (row.purpose === 'entry') attempts.push(attemptOfRow(row));
    onProgress(attempts.length);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) break;
    after = { afterTime: last.recorded_time, afterId: last.attempt_id };
    await setImmediate();
  }
  return attempts.toSorted(
    (one, other) => one.atMs - other.atMs || (one.attemptId < other.attemptId ? -1 : 1),
  );
}

async function readNames(ask: Ask, ids: readonly number[]): Promise<ReadonlyMap<number, ReportHolder>> {
  const holders = new Map<number, ReportHolder>();
  for (let from = 0; from < ids.length; from += PAGE_IDS) {
    const [rows] = await ask('read holders', [selectHolders({ ids: ids.slice(from, from + PAGE_IDS) })]);
    for (const [id, holder] of readHolders(rows)) holders.set(id, holder);
  }
  return holders;
}
