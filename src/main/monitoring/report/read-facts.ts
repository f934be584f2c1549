import { setImmediate } from 'node:timers/promises';
import { ask } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { listConflicts } from '#main/emergency/replay/conflicts.ts';
import { chooseConcert } from '#main/gate/concert-choice.ts';
import { PAGE_LIMIT_MS, PAGE_ROWS } from '../integrity/pages.ts';
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
import { idsToName } from './ids-to-name.ts';
import {
  selectAttempts,
  selectConcerts,
  selectGates,
  selectHolders,
  selectLastScanned,
  selectOutages,
} from './statements.ts';

const PAGE_IDS = 1_000;

export type FactsFound =
  | { readonly outcome: 'found'; readonly facts: ReportFacts }
  /** No concert of that id, or none at all. */
  | { readonly outcome: 'no-concert' };

/**
 * Reads all that the database knows of a concert's night, in a view of one moment (`inOneView`). Null takes the concert that was scanned for last: a report is written
 * after the night.
 * @throws the driver's error when the database is away.
 */
export async function readFacts(
  view: SessionPool,
  options: { readonly concertId: number | null; readonly onProgress: (attempts: number) => void },
): Promise<FactsFound> {
  const [concertRows, lastRows] = await askLong(view, 'find the concert', [
    selectConcerts({}),
    selectLastScanned({}),
  ]);
  const chosen = choose(readConcerts(concertRows), options.concertId ?? readLastScanned(lastRows));
  if (chosen === null) return { outcome: 'no-concert' };
  const { readAt, ...concert } = chosen;
  const attempts = await readAttempts(view, concert.id, options.onProgress);
  const [gateRows, outageRows] = await askLong(view, 'read gates', [
    selectGates({}),
    selectOutages({ concertId: concert.id }),
  ]);
  const holders = await readNames(view, idsToName(attempts));
  const conflicts = await listConflicts(view, { concertId: concert.id, isOpenOnly: false });
  const gates = readGates(gateRows);
  const outages = readOutages(outageRows);
  return { outcome: 'found', facts: { readAt, concert, attempts, gates, outages, conflicts, holders } };
}

/** A report has time, and a slow server needs some. */
function askLong(
  view: SessionPool,
  name: string,
  statements: readonly string[],
): Promise<readonly unknown[]> {
  return ask(view, name, statements, PAGE_LIMIT_MS);
}

type ReadConcert = ReportConcert & { readonly readAt: Date };

function choose(concerts: readonly ReadConcert[], wantedId: number | null): ReadConcert | null {
  if (wantedId !== null) return concerts.find(({ id }) => id === wantedId) ?? null;
  return chooseConcert(concerts, concerts[0]?.readAt ?? new Date());
}

async function readAttempts(
  view: SessionPool,
  concertId: number,
  onProgress: (attempts: number) => void,
): Promise<readonly ReportAttempt[]> {
  const attempts: ReportAttempt[] = [];
  let after = { afterTime: new Date('1970-01-02T00:00:00.000Z'), afterId: '' };
  for (;;) {
    const [result] = await askLong(view, 'read attempts', [
      selectAttempts({ concertId, ...after, limit: PAGE_ROWS }),
    ]);
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

async function readNames(
  view: SessionPool,
  ids: readonly number[],
): Promise<ReadonlyMap<number, ReportHolder>> {
  const holders = new Map<number, ReportHolder>();
  for (let from = 0; from < ids.length; from += PAGE_IDS) {
    const [rows] = await askLong(view, 'read holders', [
      selectHolders({ ids: ids.slice(from, from + PAGE_IDS) }),
    ]);
    for (const [id, holder] of readHolders(rows)) holders.set(id, holder);
  }
  return holders;
}
